const number = '[\\d一二两三四五六七八九十]'
const asking = '提醒|题醒|[叫喊催]'
/** Slips of the keyboard and of dictation in words about time, each where nothing else is likely, with what was meant; of the same length. */
const slips: readonly (readonly [RegExp, string])[] = [
  [/(?<![报姓签署点知第一几两三四五六七八九十\d])名(?=天(?![天数]))/g, '明'],
  [/(?<=[明后今])[填田](?=[早晚上下中凌一二两三四五六七八九十\d])/g, '天'],
  [new RegExp(`(?<=[上下中])[五舞](?=${number}{1,2}[点:典])`, 'g'), '午'],
  [new RegExp(`(?<=[天日今明])[完碗](?=上${number})|^[完碗](?=上${number}{1,2}点)`, 'g'), '晚'],
  [/(?<=星期|礼拜|[下这本上]周)[武舞](?!术|蹈|台|会)/g, '五'],
  [/(?<=[下这本上])[洲州粥](?=[一二三四五六日天末])/g, '周'],
  [new RegExp(`(?<=${number}[分刻])中(?=之后|以后|后|前|${asking})`, 'g'), '钟'],
  [new RegExp(`(?<=${number}小)[是事](?=之后|以后|后|前|${asking})`, 'g'), '时'],
  [new RegExp(`(?<=分钟|小时|钟头)[侯候](?=以后|之后|再|,|\\s|$|${asking})`, 'g'), '后'],
  [new RegExp(`(?<=${number})(?:[典电](?=${number}|半|整|钟|${asking})|店(?=半|整|钟|${asking}))`, 'g'), '点'],
  [new RegExp(`(?<=[午上晚早晨])把(?=点(?:半|钟|整|${number}|,|\\s|$|${asking}))`, 'g'), '八'],
  [new RegExp(`(?<=${number}点)办(?=给|去|,|${asking})`, 'g'), '半'],
]

/** The text with its slips put right, and the places where there were any. */
export function withoutSlips(text: string): { text: string; slips: readonly number[] } {
  const right = slips.reduce((all, [slip, meant]) => all.replace(slip, meant), text)
  return { text: right, slips: [...right].flatMap((one, n) => (one === text[n] ? [] : [n])) }
}
