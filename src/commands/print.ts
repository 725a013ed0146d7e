import { harmless, onOneLine } from '../core/text/harmless.ts'

/** Prints what a command says. Names and texts come from strangers: nothing in them moves the cursor, turns a line around or hides. */
export function print(text: string): void {
  console.log(harmless(text))
}

/** As `print`, for what is wrong or only for whoever looks on. */
export function complain(text: string): void {
  console.error(harmless(text))
}

/** Prints a value as one line of JSON: everything is in it, and what a terminal would obey is escaped. */
export function printJson(value: unknown): void {
  console.log(json(value))
}

/** A line of a list (``row`${number}  ${name}` ``): what is filled in stays on the line, whatever it holds. */
export function row(parts: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  return String.raw({ raw: parts }, ...values.map(value => onOneLine(String(value))))
}

/** Characters that JSON leaves as they are and a terminal obeys or does not show. */
const unshown = /[\u007f-\u009f\u00ad\p{Cf}\u2028\u2029\u115f\u1160\u3164\uffa0\u2800]/gu

const json = (value: unknown) =>
  JSON.stringify(value).replace(unshown, char =>
    [...Array(char.length).keys()].map(n => `\\u${char.charCodeAt(n).toString(16).padStart(4, '0')}`).join(''),
  )
