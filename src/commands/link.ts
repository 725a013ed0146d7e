import { signPass } from '../channels/web/link.ts'
import { linkedPerson } from '../channels/web/people.ts'
import { systemClock } from '../main.ts'
import { type Command, configFor, misuse } from './command.ts'

/** Prints a personal link to the web chat. */
export const link: Command = {
  name: 'link',
  usage: 'link ID --name NAME [--days 30] [--base URL]',
  summary: '给一个人生成网页聊天的签名链接（FAREWELL_WEB=signed 时用）',
  details: [
    '  ID           这个人的编号，如学号',
    '  --name NAME  怎么称呼',
    '  --days N     几天内有效（默认 30）',
    '  --base URL   网站地址（默认 http://127.0.0.1:端口）',
    '',
    '谁拿到链接谁就是这个人，只发给本人。编号在名册里的，身份和班级按名册。',
  ],
  options: { name: { type: 'string' }, days: { type: 'string' }, base: { type: 'string' }, data: { type: 'string' } },
  async run({ values, positionals }) {
    const config = configFor(values)
    const [id] = positionals
    const days = Number(values.days ?? 30)
    if (!config.secret)
      return misuse({ where: 'FAREWELL_SECRET', what: '没有设置密钥', cure: '在 .env 里写至少 32 个字符' })
    if (!id || !/^[\w-]{1,40}$/.test(id))
      return misuse({
        where: 'ID',
        what: '编号只能用字母、数字、_ 和 -，最多 40 个',
        cure: 'farewell link 20230001 --name 小林',
      })
    if (!Number.isInteger(days) || days < 1 || days > 400)
      return misuse({ where: '--days', what: '不是 1 到 400 的整数', cure: '--days 30' })
    const until = new Date(systemClock.now().getTime() + days * 86_400_000)
    const token = signPass(
      { person: linkedPerson(id), name: typeof values.name === 'string' ? values.name : id, until },
      config.secret,
    )
    console.log(
      `${typeof values.base === 'string' ? values.base.replace(/\/$/, '') : `http://127.0.0.1:${config.port}`}/in/${token}`,
    )
    return 0
  },
}
