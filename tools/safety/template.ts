import { makeDice } from './fit.ts'

/** A line of a training file: where it stands and the subject it belongs to. */
export interface Template {
  source: string
  template: string
  subject: string
}

/** One text that a template stands for. */
export interface Sample {
  text: string
  template: string
  subject: string
}

// What a slot may hold. Numbers, hosts and names are made up; example.* and the 555 style keep them from being anyone's.
const slots: Record<string, readonly string[]> = {
  small: ['5', '8', '20', '30', '50', '88', '35.5', '几十', '十五', '八十'],
  amt: [
    '200',
    '300元',
    '500',
    '800',
    '980',
    '1000',
    '1500',
    '1980',
    '2000',
    '3000',
    '三百',
    '五百',
    '两千',
    '3k',
    '上千',
  ],
  big: ['10000', '20000', '3万', '五万', '8000', '15000', '12万', '一万多', '50000', '三五万'],
  wx: ['wx55501', 'vx: abc5550', '微信kk55512', '薇信 zz5550', 'v：lin55502', '徽芯55503', '扣扣5550123'],
  num: ['1380005550', '400-555-0123', '5550188', '0755-5550199', '+86 13800005550', '13800005551'],
  tel: ['13800005552', '88665550', '138 0000 5553'],
  code: ['482913', '0519', '77213', 'K8X2', '1024'],
  link: [
    'http://icbc-abc.example.top/a',
    'www.edu-rz5.xyz',
    't.cn/A6x5',
    'https://bt.gov-sq.cc/x',
    'm.ccb55.com',
    'abc.vip/9',
  ],
  officiallink: ['https://dj.ncss.cn', 'www.chsi.com.cn', 'job.example.edu.cn'],
  mail: ['hr@example.com', 'zhaopin@example.cn', 'job@example.edu.cn'],
  add: [
    '加微信55501',
    '私聊',
    '扫码进群',
    '加v：ab5550',
    '有意滴滴',
    '联系qq 5550123',
    '私我',
    '加薇x5550',
    '评论区扣1',
  ],
  add2: ['有兴趣找我', '联系我', '看简历面聊'],
  name: ['王', '李明', '某', '张老师', '小林', '陈', '新起点', '刘', '', '光明'],
  bank: ['工商银行', '建设银行', '招商银行', '农业银行', '中国银行', '交通银行', '邮储银行', '平安银行'],
  date: ['6月20日', '本月15号', '明天', '周五', '2026-06-18', '下周三'],
  city: ['广州', '杭州', '成都', '武汉'],
  dorm: ['3栋楼下', '北区5号楼', '宿舍门口'],
}

/** Up to `most` different texts of each template: `(a|b)` and `{slot}` are thrown with the dice. */
export function samplesOf(templates: readonly Template[], { most, seed }: { most: number; seed: number }): Sample[] {
  const dice = makeDice(seed)
  return templates.flatMap(({ source, template, subject }) => {
    const texts = new Set<string>()
    for (let i = 0; i < most * 2 && texts.size < most; i++) texts.add(write(source, dice))
    return [...texts].map(text => ({ text, template, subject }))
  })
}

function write(template: string, dice: () => number): string {
  const pick = (choices: readonly string[]): string => choices[Math.floor(dice() * choices.length)] ?? ''
  let text = template
  // Alternatives may hold slots and slots never hold alternatives, so two passes write everything out.
  text = text.replace(/\(([^()]*)\)/g, (_, choices: string) => pick(choices.split('|')))
  return text.replace(/\{(\w+)\}/g, (_, name: string) => pick(slots[name] ?? [name]))
}
