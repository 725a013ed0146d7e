import type { WireError } from '../../channels/web/wire.ts'
import type { NetRefusal } from './net.ts'

/** Every word that the page itself says. What the bot says comes from the server. */
export const words = {
  // ── fixed places ──
  side: '身份与聊天',
  openSide: '换身份、换聊天',
  people: '以谁的身份说话',
  chats: '聊天',
  unread: '有新消息',
  messages: '聊天记录',
  composer: '写消息',
  box: '消息',
  send: '发送',
  pick: '拍照或选图片',
  tray: '要发送的图片',
  mention: '@小助手',
  unquote: '不回复这一条',
  toEnd: '↓ 新消息',
  viewer: '查看图片',
  close: '关闭',

  // ── roles and places ──
  student: '学生',
  counselor: '辅导员',
  counselorGlyph: '导',
  me: '我',
  speakingAs: (name: string) => `你现在是 ${name}`,
  by: (name: string, text: string) => `${name}：${text}`,
  byMe: (text: string) => `我：${text}`,
  memberCount: (count: number) => `${count} 人`,
  sample: '示例学校：日期、电话都是演示用的，不是真的',

  // ── lines ──
  picture: '图片',
  video: '视频',
  pictureFrom: (name: string) => `${name}发的图片，点开看大图`,
  reply: '回复',
  replyLabel: (start: string) => `回复小助手：${start}`,
  quoting: (name: string, start: string) => `回复 ${name}：${start}`,
  heard: (name: string, text: string) => `${name}说：${text}`,
  rate: '这条回答',
  pickOne: '选一个',
  sending: '正在发送…',
  retrying: '网络不通，正在重发…',
  retry: '重试',
  drop: '删除',
  failed: (why: string) => `没有发出去：${why}`,
  boxPrivate: '问小助手',
  boxGroup: '在群里说话',

  // ── empty chat ──
  hello: (bot: string) => `我是${bot}，离校的事可以问我`,
  helloGroup: (bot: string) => `群里 @${bot} 提问，我会回答`,
  tryThese: '比如：',
  examples: [
    '怎么退宿，什么时候截止？',
    '助学贷款毕业确认怎么做？',
    '找兼职要先交押金，是骗子吗？',
    '毕业证丢了能补办吗？',
  ],

  tooLong: (length: number, most: number) =>
    `写了 ${length} 个字，一条最多 ${most} 个。请分几条发，或者删短一些，写的都还在。`,

  // ── pictures ──
  uploading: '正在上传…',
  removePicture: (n: number) => `去掉第 ${n} 张图片`,
  retryPicture: (n: number) => `第 ${n} 张没传上，再试一次`,
  tooManyPictures: (most: number) => `一次最多发 ${most} 张图片`,
  notAPicture: '只能发 PNG、JPG、GIF、WebP 图片，和 MP4、MOV 视频',
  pictureTooLarge: '图片太大了，要在 5 MB 以内',
  videoTooLarge: '视频太大了，要在 20 MB 以内；可以压缩一下，或者发网盘链接',
  waitForPictures: '图片还没传完，稍等一下',
  pictureFailed: '图片没传上，点它再试一次，或者去掉它',

  // ── clock ──
  clockTitle: '小助手的时间',
  clockHint: '只在演示里有。改了以后，小助手就当现在是这个时候，可以试试截止日期前后的回答。',
  clockOwn: '自己选（北京时间）',
  clockSet: '设定',
  clockReal: '回到现在',
  clockLabel: (time: string, pretended: boolean) => `小助手的时间：${time}${pretended ? '（改过的）' : ''}，点开可以改`,
  clockPretended: '（改过的）',
  clockTrouble: '没有改成，请再试一次',
  clockChanged: (time: string) => `小助手的时间现在是 ${time}`,
  date: (month: number, day: number) => `${month}月${day}日`,
  year: (year: number) => `${year}年`,
  weekdays: ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],

  // ── connection ──
  connecting: '正在连接…',
  lost: '连接断开，正在重连…',
  noPass: '请用老师发给你的专属链接打开这个页面。链接过期了就找老师要一个新的。',
  unsentWaits: '你刚才没发出去的话还留在这个标签页里，在这里打开新链接，会接着发。',
  unreachable: '网络不通',
  unknownError: '服务器没有收下',
  errors: {
    'no-such-chat': '这个聊天不存在了，请刷新页面',
    'too-large': '内容太大了',
    'too-long': '太长了，请分几条发',
    'not-a-picture': '这张图片打不开，或者太大了；换成 PNG、JPG、GIF、WebP，边长不超过 12000 像素',
    'no-such-picture': '有张图片已经不在了，请重新选图再发',
    'too-many-pictures': '今天发的图片太多了，明天再发',
    'no-room': '存图片的地方满了，这张没有存下',
    busy: '正忙，过一会儿再试',
    'no-pass': '专属链接过期了，请找老师要一个新的',
    'not-a-member': '你不在这个聊天里',
    'sandbox-only': '只有演示里能这样做',
    'bad-frame': '这个页面太旧了，请刷新后再发',
    'other-origin': '请从小助手自己的网址打开',
    'other-host': '请用学校公布的网址打开小助手',
    'not-found': '没有这个地方，请刷新页面',
    broken: '出了点问题，请过一会儿再试',
  } satisfies Record<WireError['error'], string>,
} as const

/** Why the server did not take something: in its own words where it has some. */
export function whyRefused({ error, says }: NetRefusal): string {
  return says ?? (error === null ? words.unknownError : (words.errors[error] ?? words.unknownError))
}

/** Fills the words into the page's fixed places. */
export function fillWords(root: ParentNode): void {
  for (const place of root.querySelectorAll<HTMLElement>('[data-text]')) place.textContent = word(place.dataset.text)
  for (const place of root.querySelectorAll<HTMLElement>('[data-label]'))
    place.setAttribute('aria-label', word(place.dataset.label))
}

function word(name: string | undefined): string {
  const found = words[name as keyof typeof words]
  return typeof found === 'string' ? found : ''
}
