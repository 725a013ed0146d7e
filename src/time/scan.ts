/** Reads a text from left to right; a pattern that does not stand at the place where one is reads nothing. */
export class Scan {
  readonly text: string
  #at = 0

  constructor(text: string) {
    this.text = text
  }

  /** What stands here as the pattern (which must be sticky) says, spaces before it skipped; moves on behind it. */
  take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at + /^\s*/.exec(this.text.slice(this.#at))![0].length
    const found = pattern.exec(this.text)
    if (!found || found[0] === '') return null
    this.#at = pattern.lastIndex
    return found
  }

  /** Puts back to an earlier place. */
  back(place: number): void {
    this.#at = place
  }

  get place(): number {
    return this.#at
  }

  get rest(): string {
    return this.text.slice(this.#at)
  }
}

const digits: Record<string, number> = {
  〇: 0,
  零: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
}

/** Digits, or a Chinese number below a hundred, within a larger pattern. */
export const numeral = '\\d{1,4}|[〇零一二两三四五六七八九十廿]{1,4}'

/** 12, 十二, 二十五, 廿五, 零五, 二〇二七 as numbers; NaN for what is none. */
export function numberOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text)
  const plain = text.replace('廿', '二十')
  const tens = plain.split('十')
  const row = (part: string) => [...part].reduce((sum, digit) => sum * 10 + (digits[digit] ?? Number.NaN), 0)
  if (tens.length === 1) return row(plain)
  if (tens.length > 2 || tens.some(part => part.length > 1)) return Number.NaN
  return (tens[0] === '' ? 1 : row(tens[0]!)) * 10 + row(tens[1]!)
}

const modern: Record<string, string> = {
  點: '点',
  週: '周',
  鐘: '钟',
  後: '后',
  號: '号',
  禮: '礼',
  個: '个',
  時: '时',
  兩: '两',
  從: '从',
  請: '请',
  幫: '帮',
  記: '记',
  過: '过',
  當: '当',
  開: '开',
  還: '还',
  設: '设',
  鬧: '闹',
  農: '农',
  曆: '历',
}

/** Half-width, and with the simplified form of the characters that times are written with; every other character as it was typed. */
export function plainTime(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFKC')
    .replace(/[點週鐘後號禮個時兩從請幫記過當開還設鬧農曆]/g, character => modern[character]!)
}
