import { numberOf } from '../../core/text/numerals.ts'
import type { HourMeaning, Meaning, Period, PieceRule } from '../piece.ts'

const periods: readonly [string, Period][] = [
  ['凌晨|拂晓|黎明', 'dawn'],
  ['后半夜|下半夜', 'dawn'],
  ['大?清[晨早]|朝早|(?<=[今听])朝|一?大早上?|一早上?|早上|早晨|早间|晨间|晨(?!跑|读|会|练|检)', 'morning'],
  ['早(?!餐|饭|操|读|自习|退|期|日|就|已|早|知|起|安|恋|产|茶|市|教|班|稻|晚|[八九十]$)', 'morning'],
  ['上午', 'forenoon'],
  ['中午|正午|午间|晌午', 'noon'],
  ['午后|下午(?!茶)|下昼|晏昼', 'afternoon'],
  ['傍晚|黄昏', 'dusk'],
  ['晚上|晚间|夜里|夜间|夜晚|入夜|前半夜|上半夜|(?<=[今明昨当前])夜', 'evening'],
  ['晚(?!餐|饭|会|自习|安|宴|交|到|了|婚|期|课|班|霞|辈|年|来|报)', 'evening'],
  ['(?<=[今明昨后当每)日号天一二三四五六])晚(?!餐|饭|会|自习|安|宴|报|霞)', 'evening'],
  ['半夜|深夜|午夜|大半夜|三更半夜', 'night'],
]

const numeralHour = '二十[一二三四]?|十[一二三四五六七八九]?|[一二两三四五六七八九]|零|〇'
const hour = `\\d{1,2}|${numeralHour}`
const minute = '\\d{1,2}|[零〇][一二三四五六七八九]|[二三四五]?十[一二三四五六七八九]?|[一二三四五六七八九]'
/** 时 is an hour, but not in 时候 and 小时. */
const oclock = '(?:点(?!名|评|赞|击|餐|外|歌|心|头|滴|卡|子|号)|时(?!候|间|刻|段|长|代|光|常|期|限|不|髦))'
const notMinute =
  '(?!天|个|号|月|块|元|本|人|份|件|张|次|点|楼|日|周|小时|小|分钟|刻钟|年|班|节|教|科|门|条|页|位|名|种|场|家|号)'
const tail = '(?:钟|整|正(?!式|常|好|在))?'

const at = (minutes: number, { isExact = false, isRow = false } = {}): HourMeaning => ({
  is: 'hour',
  minutes,
  isExact,
  isFigures: false,
  isRow,
})
const never = Number.NaN

/** An hour and a minute that a clock shows, 24:00 included. */
function clock(hours: number, minutes: number, isExact: boolean): HourMeaning {
  if (!(hours <= 24) || !(minutes < 60) || (hours === 24 && minutes > 0)) return at(never)
  return at(hours * 60 + minutes, { isExact: isExact || hours === 0 || hours > 12 })
}

function halfDay(hours: number, minutes: number, half: string): HourMeaning {
  const isAfternoon = /^p/i.test(half)
  if (hours > 12 && hours < 24 && isAfternoon) return clock(hours, minutes, true)
  if (hours < 1 || hours > 12 || minutes > 59) return at(never)
  return at(((hours % 12) + (isAfternoon ? 12 : 0)) * 60 + minutes, { isExact: true })
}

/** 七八点, 3-5点: two hours of which the first counts; null where the figures are something else. */
function row(first: string, last: string, isJoined: boolean): Meaning | null {
  const [a, b] = [numberOf(first), numberOf(last)]
  const next = isJoined ? b : first.startsWith('十') && b < 10 ? b + 10 : b
  if (!(a <= 24) || !(next <= 24) || (!isJoined && next !== a + 1)) return null
  return at(a * 60, { isExact: a === 0 || a > 12, isRow: true })
}

const half = '(?:([ap])\\.?m\\.?)'

const hours: readonly PieceRule[] = [
  [
    /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})/y,
    ([text]) => {
      const at = Date.parse(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'))
      return Number.isNaN(at)
        ? { is: 'hour', minutes: never, isExact: true, isFigures: true, isRow: false }
        : { is: 'instant', at }
    },
  ],
  [
    /(?<![\d:])(\d{1,2}):(\d{2})(?::[0-5]\d(?:\.\d+)?)?(?![\d:])[分时整]?(?!\d)/y,
    // 03:00 is read one way only, 3:00 is not.
    ([whole, h, m]) => ({ ...clock(Number(h), Number(m), whole.startsWith('0')), isFigures: true }),
  ],
  [
    new RegExp(`(?<![\\d:])(\\d{1,2})(?::(\\d{2})(?::\\d{2})?)?[点时]?\\s?${half}(?![a-z])`, 'iy'),
    ([, h, m, which]) => halfDay(Number(h), Number(m ?? 0), which!),
  ],
  [
    new RegExp(`${half}\\s?(\\d{1,2})(?:[:点](\\d{2})?(?::\\d{2})?)?(?![\\d:])`, 'iy'),
    ([, which, h, m]) => halfDay(Number(h), Number(m ?? 0), which!),
  ],
  [
    new RegExp(
      `(?<!\\d)(${hour})${oclock}${tail}过?(?:(半)|([一二两三123])刻钟?|(?:(${minute})分(?:钟(?!之?[前后内]|以[前后内]))?(?!钟|享|别|班|组|发)|(${minute})${notMinute})(?:\\d{1,2}秒|${minute}秒)?)?${tail}`,
      'y',
    ),
    ([whole, h, halfPast, quarters, m, bare]) => {
      const quarter = quarters && (/\d/.test(quarters) ? Number(quarters) : numberOf(quarters)) * 15
      const minutes = halfPast ? 30 : quarter || numberOf(m ?? bare ?? '0')
      return clock(numberOf(h!), minutes, whole.startsWith('0'))
    },
  ],
  [new RegExp(`差(一刻|${minute})分?钟?(?:就)?到?(${hour})${oclock}${tail}`, 'y'), ([, less, h]) => before(h!, less!)],
  [new RegExp(`(${hour})${oclock}${tail}差(一刻|${minute})分?钟?`, 'y'), ([, h, less]) => before(h!, less!)],
  [
    new RegExp(`([一二两三四五六七八九]|十[一二]?)[、,]?([一二三四五六七八九])点${tail}(半)?`, 'y'),
    ([, a, b]) => row(a!, b!, false),
  ],
  [/(?<!\d)(\d{1,2})[、,](\d{1,2})点钟?/y, ([, a, b]) => row(a!, b!, false)],
  [
    new RegExp(`(?<![\\d.:/月-])(${hour})(?:[-~到至—–]+|点[-~到至—–]+)(${hour})${oclock}${tail}半?`, 'y'),
    ([, a, b]) => row(a!, b!, true),
  ],
  // The first lesson of the day, and its like in the evening.
  // 早八晚六: two, as working hours are said.
  [
    /早([五六七八九十])晚([四五六七八九十])(?![点时])/y,
    ([, early, late]) => [
      at(numberOf(early!) * 60, { isExact: true }),
      at(numberOf(late!) * 60 + 720, { isExact: true }),
    ],
  ],
  [/早八(?![点时])/y, () => at(480, { isExact: true })],
  [/晚八(?![点时])/y, () => at(1200, { isExact: true })],
  [/(?<=[午上晚早晨夜])(\d{1,2})\.([0-5]\d)(?![\d元块米])/y, ([, h, m]) => clock(Number(h), Number(m), false)],
  [new RegExp(`正午(?!(?:${hour})[点时:])`, 'y'), () => at(720, { isExact: true })],
  [new RegExp(`(?:午夜|子夜)(?!(?:${hour})[点时:])`, 'y'), () => at(1440, { isExact: true })],
]

function before(hour: string, less: string): HourMeaning {
  const hours = numberOf(hour)
  const minutes = hours * 60 - (less === '一刻' ? 15 : numberOf(less))
  return minutes >= 0 && hours <= 24 ? at(minutes, { isExact: hours > 12 }) : at(never)
}

const manners: readonly PieceRule[] = [
  [
    /左右|前后|上下|许(?!多|可)|来钟|光景|(?:的)?(?:时候|那会儿|那个点|时分)|准时|大概|大约|差不多|约(?=\d|[一二两三四五六七八九十])|最晚|最迟|不晚于/y,
    () => ({ is: 'filler' }),
  ],
  [/多钟?(?!少|久|大|长)/y, () => ({ is: 'filler' })],
  [
    /(?:之后|以后|过后|后(?![天勤台面续果悔备院门])|起(?![床来飞身码步草航点])|开始(?=每|$|提醒|,))/y,
    () => ({ is: 'filler' }),
  ],
  [/之前|以前|前(?![往台面端排任景途提后])|之内|以内|内|为止|截止|截至|止|之间/y, () => ({ is: 'limit' })],
  [
    /(?:等|待|过|呆)(?:一)?会儿?|一会儿?|等一?下|稍后|稍等|稍晚|(?<![今明昨后每当])[早晚](?:一点|点儿?|些)(?!名)|晚些时候|改天|改日|等[一]?哈儿?|外后[天日]|早晚(?!各|都|两)|回头|过阵子|过段时间|过些?天|过几天|近期|尽快|不久|哪天|有空|[春夏秋冬][天季]|寒假|暑假|上半年|下半年|[一二三四]?季度|[上下]半月|[上下]半周|饭[前后点]|睡前|课[前后间]|有时|偶尔|经常|现在|此刻|立刻|马上|即刻|天亮|天黑|白天/y,
    () => ({ is: 'vague' }),
  ],
  [/除了|除外|除非|不包括|跳过|例外|如果|要是|假如|万一/y, () => ({ is: 'except' })],
]

/** How the time of the day is said: 下午, 三点一刻, 差五分八点, 21:30, 3pm, 七八点, 左右. */
export const clockRules: readonly PieceRule[] = [
  ...hours,
  // 每天早晚各一次
  [
    /(?<=每天|每日|天天)早晚|早晚(?=各|都|两)/y,
    () => [
      { is: 'period', period: 'morning' },
      { is: 'period', period: 'evening' },
    ],
  ],
  [
    /早中晚|早午晚/y,
    () => [
      { is: 'period', period: 'morning' },
      { is: 'period', period: 'noon' },
      { is: 'period', period: 'evening' },
    ],
  ],
  ...periods.map(([names, period]): PieceRule => [new RegExp(names, 'y'), () => ({ is: 'period', period })]),
  ...manners,
]
