import type { Certificate } from '../../src/reports/certificate.ts'

/** Twelve short titles, as a pledge has them. */
export const pledgeItems = [
  '不赌博，不酗酒',
  '不打架斗殴，和睦相处',
  '按时归寝，不夜不归宿',
  '不违章使用电热器具',
  '打扫宿舍卫生，垃圾分类',
  '爱护公物与校园环境',
  '恪守学术道德',
  '签约践诺守约',
  '按时完成贷款毕业确认',
  '警惕诈骗，不轻信不转账',
  '文明表达毕业之情',
  '站好大学最后一班岗',
]

/** A whole certificate of a made-up person; `how` replaces parts of it. */
export function aCertificate(how: Partial<Certificate> = {}): Certificate {
  return {
    name: '林知夏',
    className: '示例学院 2022 级 3 班',
    school: '示例大学',
    number: 'CN-2027-000128',
    date: new Date('2027-06-18T02:00:00Z'),
    zone: 'Asia/Shanghai',
    textVersion: '2027-1',
    verificationCode: 'K7QD-M2XA-9F4T',
    verifyAt: 'https://farewell.example.edu.cn/verify/K7QD-M2XA-9F4T',
    items: pledgeItems.slice(0, 10),
    isSample: false,
    ...how,
  }
}
