/** What is at hand now or comes later. Records that hold nothing answer at once, so that a turn without records need not wait. */
export type Awaitable<T> = T | Promise<T>

/** Goes on with a value once it is there: at once when it is there already. */
export function andThen<T, R>(value: Awaitable<T>, go: (value: T) => R | Promise<R>): Awaitable<R> {
  return value instanceof Promise ? value.then(go) : go(value)
}
