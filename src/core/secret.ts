/** A value that prints as `***` wherever it is printed by mistake. */
export class Secret {
  #value: string
  constructor(value: string) {
    this.#value = value
  }
  /** The real value; call it only where it is used. */
  reveal(): string {
    return this.#value
  }
  toString(): string {
    return '***'
  }
  toJSON(): string {
    return '***'
  }
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '***'
  }
}
