const digits: Record<string, number> = {
  〇: 0,
  零: 0,
  一: 1,
  二: 2,
  两: 2,
  俩: 2,
  三: 3,
  仨: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
}
const places: Record<string, number> = { 十: 10, 百: 100, 千: 1000 }

/** Digits, or a Chinese number, within a larger pattern. */
export const numeral = '\\d{1,4}|[〇零一二两俩三仨四五六七八九十百千廿卅]{1,9}'

/** 12, 十二, 二十五, 廿五, 一百零三, 零五, 二〇二七 as numbers; NaN for what is none. */
export function numberOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text)
  const plain = text.replace('廿', '二十').replace('卅', '三十')
  if (plain === '' || !/^[〇零一二两俩三仨四五六七八九十百千]+$/.test(plain)) return Number.NaN
  if (/[十百千]/.test(plain)) return withPlaces(plain)
  // 两三 and 七八 are no numbers but two; 二〇二七 and 零五 are one.
  if (plain.length > 1 && plain.length !== 4 && !/[〇零]/.test(plain)) return Number.NaN
  return [...plain].reduce((sum, digit) => sum * 10 + digits[digit]!, 0)
}

/** 十二, 二十, 两千零四: each digit before its place, places from great to small. */
function withPlaces(text: string): number {
  let [sum, digit, last] = [0, Number.NaN, 10_000]
  for (const [n, character] of [...text].entries()) {
    const place = places[character]
    if (place === undefined) {
      if (!Number.isNaN(digit) && digit !== 0) return Number.NaN
      digit = digits[character]!
    } else {
      if (place >= last || (Number.isNaN(digit) && n > 0) || digit === 0) return Number.NaN
      sum += (Number.isNaN(digit) ? 1 : digit) * place
      last = place
      digit = Number.NaN
    }
  }
  return sum + (Number.isNaN(digit) ? 0 : digit)
}
