import { qrRows } from "../paper/qrcode.ts";

/** A QR code as one path on a grid of `size` modules, without margin. */
export function codePath(text: string): { readonly size: number; readonly d: string } {
  const rows = qrRows(text);
  return { size: rows.length, d: rows.map(rowPath).join("") };
}

/** Neighbouring modules are one rectangle: no hairlines between them in print. */
function rowPath(row: readonly boolean[], y: number): string {
  let d = "";
  for (let x = 0; x < row.length; x++) {
    if (!row[x]) continue;
    let end = x;
    while (row[end + 1]) end++;
    d += `M${x} ${y}h${end - x + 1}v1h-${end - x + 1}z`;
    x = end;
  }
  return d;
}
