/** How somebody privately is reached: a mobile number, or an account of a chat by its number. An account that stands in public (公众号) is none. */
const mobile = /(?<!\d)1[3-9]\d(?:[ .-]?\d){8}(?!\d)/
const account =
  /(?:微信|薇信|威信|v信|vx|wx|weixin|wechat|qq|扣扣|企鹅号)(?!公众|公号|小程序|搜一搜)\s*(?:号|同号|是|[:：])*\s*[a-z0-9_-]{5,20}/i

/** A mail address, with what stands behind its sign. */
const mail = /[a-z0-9._%+-]+@([a-z0-9-]+(?:\.[a-z0-9-]+)+)/gi
/** A host, alone or in a link. */
const host =
  /(?<![\w@.])(?:https?:\/\/)?((?:[a-z0-9-]+\.)+(?:com|cn|net|org|edu|gov|ltd|com\.cn|top|tech|co|group|work|jobs))(?![a-z0-9-])/i

/** Whether a text holds somebody's private number or account. Linear in its length. */
export function holdsPrivateContact(text: string): boolean {
  const plain = text.normalize('NFKC')
  return mobile.test(plain) || account.test(plain)
}

/** The domains of the mail addresses in a text, in lower case. */
export const mailDomains = (text: string): string[] =>
  [...text.normalize('NFKC').matchAll(mail)].map(found => found[1]!.toLowerCase())

/** Whether a text holds an address of the web, a mail address apart. */
export const holdsAddress = (text: string): boolean => host.test(text.normalize('NFKC').replace(mail, ' '))
