declare module "virtual:emoji/de" {
  const data: string;
  export default data;
}

declare module "virtual:emoji/en" {
  const data: string;
  export default data;
}
