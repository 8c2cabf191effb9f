/** True where a menu is a sheet: on a narrow screen. As the menu of a message decides it. */
export const onPhone = (): boolean => matchMedia("(max-width: 40rem)").matches;
