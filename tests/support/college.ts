/** What the sample college's week leaves for its staff to do: requests for a person, contributions, records, alarms, questions that nobody could answer. */
import { fillFolder, type Line, linesOf, playLines, type Size } from './week.ts'

export const college400: Size = { classes: 10, perClass: 40, counselors: 5 }

/** When the week is over: Sunday evening of the sample week. */
export const weekEnd = new Date('2027-06-13T20:30:00+08:00')

/** Several messages of one person in a row, half a minute apart. */
function talk(day: number, time: string, who: string, texts: readonly string[], role = 'student'): Line[] {
  const begin = Date.parse(`2027-06-${String(6 + day).padStart(2, '0')}T${time}:00+08:00`)
  return texts.map((text, n) => ({
    at: new Date(begin + n * 30_000).toISOString(),
    from: who,
    number: who,
    role,
    text,
  }))
}

/** A student of the `c`th class, both from 1. */
export const studentOf = (c: number, n: number): string =>
  `2023${String(c).padStart(2, '0')}${String(n).padStart(2, '0')}`

const handoff = (topic: string, text: string, how: string) => [
  ...['找辅导员', topic, '这几天', text],
  ...(how === '' ? ['不用'] : ['可以', how]),
  '提交',
]
const message = (kind: string, text: string, name: string | null) => [
  ...['毕业感言', kind, text, '说完了', '不配图'],
  ...(name === null ? ['匿名'] : ['公开署名', name]),
  '提交',
]

/** Everything that is written in the week for whoever looks after it. */
export function staffLines(): Line[] {
  return [
    ...talk(
      1,
      '12:10',
      studentOf(1, 3),
      handoff('档案', '单位没有档案接收资格，不知道该转到哪里，想请老师看看。', '微信 shili-tongxue，晚上七点后'),
    ),
    ...talk(2, '12:20', studentOf(1, 4), handoff('宿舍', '退宿那天我在外地，想请老师帮忙问能不能让室友代办。', '')),
    ...talk(5, '21:20', studentOf(6, 7), handoff('贷款', '贷款确认一直提示信息不一致，改不了手机号。', '课间')),
    ...talk(3, '12:30', studentOf(1, 6), message('1', '谢谢图书馆三楼靠窗的那张桌子，陪我过了四个冬天。', null)),
    ...talk(
      3,
      '12:40',
      studentOf(2, 6),
      message('4', '大二那次社团答辩前一晚，我们在走廊里排到保安来关灯。', '示例同学2-6'),
    ),
    ...talk(4, '12:50', studentOf(6, 8), message('2', '大学四年，最难忘的是操场上的晚风。', '示例同学6-8')),
    ...talk(
      4,
      '15:00',
      'T1',
      [
        '主题班会',
        '今天',
        '1班',
        '线下',
        '教学楼301',
        '示例辅导员1',
        '38',
        '1 4 5',
        '租房押金和实习合同问得最多。',
        '跳过',
        '跳过',
        '提交',
      ],
      'counselor',
    ),
    ...talk(
      5,
      '15:00',
      'D1',
      [
        '走访宿舍',
        '今天',
        '示例公寓3栋',
        '示例副书记1',
        '12',
        '40',
        '1 3',
        '托运点离宿舍太远。',
        '跳过',
        '后勤老师一周内答复能不能加一个临时托运点。',
        '提交',
      ],
      'college',
    ),
    ...talk(5, '22:10', studentOf(2, 9), ['我不想活了，站在楼顶']),
    ...talk(6, '23:05', studentOf(1, 11), ['室友割腕了，叫不醒']),
    ...talk(6, '09:10', studentOf(3, 4), ['学校的玄凤鹦鹉社团毕业了还能去吗']),
    ...talk(6, '09:20', studentOf(4, 4), ['毕业以后还能进实验楼的屋顶花园吗']),
    ...talk(6, '10:10', studentOf(1, 12), ['到家报平安', '还没走', '6月29日', '佛山', '提交']),
    ...talk(6, '10:20', studentOf(1, 13), ['我到家了', '3', '韶关', '提交']),
    {
      ...talk(2, '16:00', studentOf(3, 9), ['高薪兼职刷单，日结三百，无需经验，加微信 abcd1234 先垫付秒返'])[0]!,
      room: '示例3班毕业群',
    },
  ]
}

/** Makes the data folder of the sample college at the end of its week; made-up through and through, and played by the real bot. */
export async function fillCollege(folder: string, size: Size = college400): Promise<void> {
  await fillFolder(folder, size)
  await playLines(folder, [...linesOf(size), ...staffLines()])
}
