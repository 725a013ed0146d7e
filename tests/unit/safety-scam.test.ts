import { describe, expect, it } from 'vitest'
import { detectScam } from '../../src/safety/scam.ts'
import { shippedLists } from './safety.support.ts'

const lists = shippedLists()
const typeOf = (text: string): string | null => detectScam(lists, text)?.type ?? null

describe('a scam is noticed', () => {
  it.each([
    ['刷单返利', '招淘宝刷单员，每单返佣十元，先垫付本金秒返，加微信 kd55501'],
    ['注销校园贷', '您好，我是京东金融客服，您大学期间开通的校园贷账户需要注销，否则影响征信'],
    ['虚假贷款', '无抵押贷款当天放款，放款前先交500元保证金解冻'],
    ['冒充客服', '您的快递丢失，现给您双倍理赔，请加客服qq 5550123 办理退款'],
    ['冒充公检法', '这里是市公安局，你名下银行卡涉嫌洗钱，请把资金转入安全账户接受核查，不要告诉家人'],
    ['收费入职', '恭喜你被录取，入职前先交服装费押金三百元，做满一个月返还'],
    ['出租账号', '高价收银行卡电话卡，一套五百，日结，加微信'],
    ['境外高薪', '柬埔寨招打字员，月薪三万，包机票包吃住，不限学历'],
    ['跑分洗钱', '用自己的收款码跑分，每收一万提成一百，日结'],
    ['验证码', '把刚收到的短信验证码发给我一下，我这边帮你登记'],
  ])('as %s', (type, text) => {
    expect(typeOf(text)).toBe(type)
  })

  it('quotes the fragments as they were written', () => {
    const text = '大量招 刷*单 兼★职，日.结，＋薇❤：ab55501'
    const alarm = detectScam(lists, text)
    expect(alarm?.grade).toBe('high')
    expect(alarm?.signals.every(fragment => text.includes(fragment))).toBe(true)
    expect(alarm?.signals.some(fragment => fragment.includes('刷*单'))).toBe(true)
  })

  it('through traditional and full-width writing and a link without scheme', () => {
    expect(typeOf('尊敬的工商銀行用戶，您的電子密碼器將於今日失效，請登入ｗｗｗ．ｉｃｂｃ－ａｂ．ｔｏｐ重新激活')).toBe(
      '钓鱼短信',
    )
  })

  it('alike with a masked and with a real link', () => {
    const masked = detectScam(lists, '您的账户积分可兑换现金，请登录URL查询兑换，逾期失效')
    const real = detectScam(lists, '您的账户积分可兑换现金，请登录 www.jf-ab5.cc 查询兑换，逾期失效')
    expect(masked?.grade).toBe('high')
    expect(real?.grade).toBe('high')
  })

  it('by a host that imitates a true one, and not by the true one', () => {
    expect(detectScam(lists, '毕业生请登录 www.chsl.com.cn 认证学历')?.grade).toBe('high')
    expect(detectScam(lists, '毕业生请登录 www.chsi.com.cn 认证学历')).toBeNull()
  })
})

describe('no alarm is raised', () => {
  it.each([
    '交体检费正常吗',
    '警方提醒刷单是诈骗，请大家不要相信',
    '昨天有人冒充客服让我共享屏幕，我直接挂了',
    '班费每人三十，周三前交给生活委员，现金就行',
    '出二手自行车，一百五，宿舍楼下自提',
    '找合租室友，两室一厅，押一付一，周末可以看房',
    '明天早上拼车去机场，差一个人，人均四十',
    '【中国移动】您的流量已用80%，回复1订购10元流量包',
    '我在开会，一会儿给你打过去',
    '晚上一起吃饭吗',
    '',
    '。。。！！！😂😂',
  ])('for %s', text => {
    expect(detectScam(lists, text)).toBeNull()
  })
})
