/** A file of the repository as text (Vite). */
declare module "*?raw" {
  const text: string;
  export default text;
}
