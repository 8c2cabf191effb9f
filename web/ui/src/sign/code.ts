/** A QR code as one path on a grid of `size` modules, without margin. The encoder is fetched when first needed. */
export async function codePath(text: string): Promise<{ readonly size: number; readonly d: string }> {
  const { encodeQR } = await import("qr");
  // The encoder insists on a margin; the sign's own paper is one.
  const framed = encodeQR(text, "raw", { border: 1, ecc: "medium" });
  const rows = framed.slice(1, -1).map((row) => row.slice(1, -1));
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
