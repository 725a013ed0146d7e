import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { loadKnowledge } from '../../src/knowledge/load.ts'
import type { NoticeDocument } from '../../src/notice/document.ts'
import { documentOfText } from '../../src/notice/files/text.ts'
import { saidIn } from '../../src/office/notice/ground.ts'
import { readsIn } from '../../src/store/reads.ts'
import { findChromium, openBrowser } from '../e2e/browser.ts'
import { openDesk } from '../support/desk.ts'
import { openEditing } from '../support/editing.ts'
import { asPage, asWord } from '../support/notice/files.ts'
import { noticePeople } from '../support/notice/intake.ts'
import { sampleNotice } from '../support/notice/read.ts'

const chromium = findChromium()
const knowledge = loadKnowledge(resolve(import.meta.dirname, '../../knowledge'), { zone: 'Asia/Shanghai' })
const text = sampleNotice('notice-2023-25')

async function printed(document: NoticeDocument): Promise<Uint8Array> {
  const browser = await openBrowser(chromium!)
  try {
    const page = await browser.newPage()
    await page.setContent(asPage(document))
    return await page.pdf({ format: 'A4' })
  } finally {
    await browser.close()
  }
}

const files: Record<string, () => Promise<Uint8Array> | Uint8Array> = {
  txt: () => new TextEncoder().encode(text),
  docx: () => asWord(documentOfText(text)),
  ...(chromium && { pdf: () => printed(documentOfText(text)) }),
}

test.each(Object.keys(files))(
  'the notice of 2023 as %s: the day until which staff report is taken and told, by number and clause',
  async kind => {
    const { office } = await openEditing({ people: noticePeople, knowledge, begin: '2023-05-20T12:00:00+08:00' })
    const u1 = await openDesk(office).as('u1')
    const file = new File([new Uint8Array(await files[kind]!())], `通知.${kind}`)
    const shown = await u1.press('/desk/notice', 'keep', { file })
    expect(shown.text).toContain('工作总结与支撑材料报送截止：2023-06-30')
    const { notices } = readsIn(office.database.db, office.clock.now())
    const [{ id } = { id: '' }] = await notices.notices()
    const { n } = (await notices.proposals(id)).find(p => saidIn(p).field === 'staff.report.end')!
    expect(await office.say('k1', '工作总结什么时候交')).not.toContain('依据')
    await u1.press(`/desk/notice/${id}`, 'take', { id, n: `${n}:0`, sure: '1' })
    const told = await office.say('c1', '工作总结什么时候交')
    expect(told).toMatch(/2023年6月30日[\s\S]*；依据 学工部（处）〔2023〕25号 四（四）/)
  },
)
