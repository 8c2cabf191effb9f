/** Numbers in a row that grows: a fraction of the memory that an array of objects takes. */

export class Column<A extends Int32Array | Float64Array> {
  #values: A;
  length = 0;
  readonly #make: (size: number) => A;

  constructor(make: (size: number) => A) {
    this.#make = make;
    this.#values = make(1024);
  }

  get values(): A {
    return this.#values;
  }

  push(value: number): void {
    if (this.length === this.#values.length) {
      const more = this.#make(Math.ceil(this.length * 1.4));
      more.set(this.#values as never);
      this.#values = more;
    }
    this.#values[this.length++] = value;
  }

  at(index: number): number {
    return this.#values[index] ?? 0;
  }
}

export const integers = (): Column<Int32Array> => new Column((size) => new Int32Array(size));
export const floats = (): Column<Float64Array> => new Column((size) => new Float64Array(size));
