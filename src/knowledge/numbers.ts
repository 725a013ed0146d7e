/**
 * Service numbers that may stand in an answer, exactly those of the project's fact base. A number that is not here is a
 * misprint or an invention.
 */
export const knownNumbers: ReadonlySet<string> = new Set(
  '110 119 120 122 12110 96110 12356 12355 12333 12345 12377 12321 12320 12338 12393 95593 95566 12306'.split(' '),
)

/** Three- and five-digit service numbers, but not years, amounts or parts of longer numbers. */
export function serviceNumbers(text: string): string[] {
  return [
    ...text.matchAll(/(?<![\d./-])(1[12]\d|12(?!000)\d{3}|95\d{3}|96\d{3})(?![\d./%-]|\s*[元天年月日个小分字条次万])/g),
  ].map(m => m[1]!)
}
