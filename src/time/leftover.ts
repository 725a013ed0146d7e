import { withoutFigures } from './plain.ts'

const number = '[\\d〇零一二两三四五六七八九十百半几数]'
/** Words that would name a time, or change one. */
const words = new RegExp(
  [
    `${number}个?(?:年|月|周|星期|礼拜|天|日(?!常)|小时|钟头|分钟|刻钟?|点(?!名|评|心)|时(?!候)|秒|季度|工作日)`,
    `${number}号(?!楼|线|宿舍|公寓|门|机|馆|院|厅|教|食堂|房|店|窗|口|柜|桌|车|台|码)`,
    `\\d:\\d`,
    `(?:^|\\D)\\d{4}(?!\\d)`,
    `\\d[-/]\\w`,
    `(?:周|星期|礼拜)[一二三四五六日天末]`,
    `(?:星期|礼拜)(?!堂)|下[洲州]`,
    `[大]?[今明昨后前][天日晚早晨]`,
    `凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|半夜|深夜|午夜`,
    `月底|月初|月末|年底|上旬|中旬|下旬|农历|阴历`,
    `提前|之前|以前|前[一两天晚]|之后|以后|以内|之内|除了|除外|除非|直到|为止|截止到|每隔|每[天周月年]|左右`,
    `^[^\\s,。:;]?[前后内](?:[\\s,。:;]|$)`,
  ].join('|'),
)

/** Whether words that no reading took still speak of time: then what was read may not be all that was meant. */
export function hasTimeWords(text: string): boolean {
  return words.test(withoutFigures(text))
}
