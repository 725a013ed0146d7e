/**
 * CJK Radicals Supplement (U+2E80–2EF3) and the characters that they look like: the property Equivalent_Unified_Ideograph of Unicode 14. PDF files that a
 * browser or an office program made hold such radicals in the place of characters (⻛ for 风), and NFKC leaves all of them but two.
 */
const pairs: readonly [radicals: string, characters: string][] = [
  [
    '⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩',
    '厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵旡日月歺母民氵氺灬爫爫丬牛犭王',
  ],
  [
    '⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑',
    '𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長',
  ],
  [
    '⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳',
    '镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟',
  ],
]

/** Without the parts of characters that no text in words has (⺮): then a text stays as long as it was. */
const characterOf: ReadonlyMap<string, string> = new Map(
  pairs.flatMap(([radicals, characters]) => {
    const meant = [...characters]
    return [...radicals].map((radical, n) => [radical, meant[n]!] as const).filter(([, { length }]) => length === 1)
  }),
)

const radical = /[\u2e80-\u2ef3]/g
/** What NFKC makes a character of: Kangxi radicals, and those of old encodings. */
const compatible = /[\u2f00-\u2fd5\uf900-\ufaff]/g

/** The text with the character in the place of every radical that only looks like one; everything else stays as it is, and as long. */
export const withoutRadicals = (text: string): string =>
  text.replace(compatible, one => one.normalize('NFKC')).replace(radical, one => characterOf.get(one) ?? one)

/** One form for one character: NFKC (half-width, ⼯ as 工), and the radicals that it leaves (⻛ as 风). */
export const oneForm = (text: string): string => withoutRadicals(text.normalize('NFKC'))
