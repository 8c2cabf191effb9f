/** The shelf behind the counter: bread where bread is sold, else one that suits every shop. */
export function frontOf(trade: string, name: string): "bread" | "shelf" {
  return /bäck|brot|brötchen|konditor|torte|baker|bread/i.test(`${trade} ${name}`) ? "bread" : "shelf";
}
