/** A sentence about one or many; none about nothing. */
export const many = (n: number, one: string, more: string, rest: string): string[] =>
  n === 0 ? [] : [(n === 1 ? one : `${n} ${more}`) + rest];
