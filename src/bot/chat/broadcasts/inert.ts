import { onOneLine } from '../../../core/text/harmless.ts'

/** So much of it shows what it is; the rest is not worth repeating. */
const most = 60

/**
 * What somebody else wrote, so that it can be read and nothing can be tapped: on one line, cut short, links and addresses with their signs in
 * brackets, long numbers parted.
 */
export function inert(text: string): string {
  const plain = [...onOneLine(text.normalize('NFKC'))]
  const shown = plain.length > most ? `${plain.slice(0, most).join('')}…` : plain.join('')
  return shown
    .replace(/[:@]+(?=[\w/])|(?<=[a-z0-9])[.。](?=[a-z0-9])/giu, sign => `[${sign}]`)
    .replace(/\d(?:[\s-]?\d){4,}/g, digits => digits.replace(/[\s-]/g, '').replace(/(\d{3})(?=\d)/g, '$1·'))
}
