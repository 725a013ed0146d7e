/** A text cut into sentences; commas do not cut, because conditions run over them. */
export const sentences = (text: string): string[] =>
  text
    .split(/[。；;！!？?\n]/)
    .map(s => s.trim())
    .filter(s => s !== '')

const denial = /没有|不会|不是|并非|无关|不得|不能(?:因|以|拿|把|用)|不该|不应|没规定|自愿|别信|谣言|不一定|不保证|未必/

/** Whether a sentence says that 12356 answers day and night. */
export function claimsAllDay(sentence: string): boolean {
  return (
    sentence.includes('12356') &&
    /24\s*小时|二十四小时|全天|昼夜|7\s*[×xX*]\s*24|随时(?:都)?(?:能|可以|有人)/.test(sentence) &&
    !denial.test(sentence)
  )
}

const pledge = '(?:承诺|承诺书|倡议书?|保证书)'
const certificate = '(?:毕业证|学位证|证书|双证|两证|领证|发证)'
const pledgeClaims = [
  // 不签承诺书就不发毕业证, 没签承诺的领不了证
  new RegExp(`(?:不签|没签|未签|不交|没交|未交|不写)[^，,]*${pledge}.*(?:不|没|扣|暂缓|影响).*${certificate}`),
  new RegExp(`(?:不签|没签|未签|不交|没交|未交|不写)[^，,]*${pledge}.*${certificate}.*(?:不|没|扣|暂缓|影响)`),
  // 签了承诺书才能领毕业证, 交承诺书后方可领证
  new RegExp(`(?:签|交|写|递)[^，,]*${pledge}.*(?:才|方可|方能|以后再?|之后|后).*${certificate}`),
  // 领毕业证要先签承诺书, 毕业证凭承诺书领取
  new RegExp(`${certificate}.*(?:要|需|须|必须|得|凭|先|前提).*(?:签|交|写)?[^，,]*${pledge}`),
]

/** Whether a sentence makes a certificate depend on a pledge of good conduct. What denies it is allowed. */
export function claimsPledgeForCertificate(sentence: string): boolean {
  return pledgeClaims.some(claim => claim.test(sentence)) && !denial.test(sentence)
}

const transferred = /已经?转了?账|已经转了|钱(?:已经)?转(?:出去)?了|已经付了|钱转过去了/

const hotline = /(?<!\d)(?:110|120|122|12110|96110|12356|12321|12377|12345)(?!\d)/g

/** For each place that speaks of money already transferred: the hotlines that its sentence tells to call, in order. */
export function hotlinesAfterTransfer(text: string): string[][] {
  return sentences(text)
    .filter(s => transferred.test(s))
    .map(s => s.slice(s.search(transferred)).replace(/(?:不要|别)只?打\s*\d+/g, ''))
    .map(told => told.match(hotline) ?? [])
}
