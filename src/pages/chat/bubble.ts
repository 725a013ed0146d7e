import type { WirePicture } from '../../channels/web/wire.ts'
import { avatar, botAvatar, element } from './element.ts'
import { glyphOf } from './side.ts'
import type { Line, LineMark, Use } from './thread.ts'
import { words } from './words.ts'

/** Where a line is shown, and what its buttons do. */
export interface BubbleSetting {
  me: string
  isGroup: boolean
  botName: string
  rating: readonly string[]
  roleOf(person: string): 'student' | 'counselor'
  /** A button's value goes out as an answer to the bot. */
  answer(value: string): void
  quote(text: string): void
  retry(id: string): void
  drop(id: string): void
  view(picture: WirePicture): void
}

/** A line on the page. `update` changes it in place, so that the keyboard's focus stays where it is. */
export interface Bubble {
  element: HTMLElement
  update(line: Line, mark: LineMark | undefined): void
}

/** Draws one line of a chat. */
export function makeBubble(line: Line, mark: LineMark | undefined, setting: BubbleSetting): Bubble {
  const isBot = line.from === null
  const isOwn = line.from?.id === setting.me
  const choices = mark && line.choices.length > 0 ? makeButtons(line.choices, words.pickOne, setting.answer) : null
  const rating = mark && line.rateable ? makeRating(setting) : null
  const reply = isBot && setting.isGroup ? replyButton(line, setting) : null
  const fate = element('p', { class: 'fate' })
  const body = [
    ...bodyParts(line, { setting, choices: choices?.element ?? null }),
    rating || reply ? element('div', { class: 'tools' }, [rating?.element ?? null, reply]) : null,
    fate,
  ]
  const look = `line ${isOwn ? 'own' : 'other'}${isBot ? ' bot' : ''}`
  return {
    element: element('li', { class: look, attributes: { 'data-id': line.id } }, [
      squareOf(line, setting),
      element('div', { class: 'body' }, body),
    ]),
    update(now, mark) {
      choices?.update(mark?.choices)
      rating?.update(mark?.rating)
      tellFate(fate, { line: now, setting })
    },
  }
}

function makeRating({ rating, answer }: BubbleSetting): Buttons {
  const options = rating.map(word => ({ value: word, label: word }))
  const made = makeButtons(options, words.rate, answer)
  made.element.classList.replace('choices', 'rating')
  return made
}

function replyButton({ text }: Line, { quote }: BubbleSetting): HTMLElement {
  const start = beginningOf(text)
  return element('button', {
    class: 'small',
    text: words.reply,
    attributes: { 'aria-label': words.replyLabel(start) },
    onClick: () => quote(start),
  })
}

function squareOf({ from }: Line, { roleOf }: BubbleSetting): HTMLElement {
  return from ? avatar(from, glyphOf({ ...from, role: roleOf(from.id) }, from.name)) : botAvatar()
}

/** Who says it, the words, the pictures and the files. */
function bodyParts(
  line: Line,
  { setting, choices }: { setting: BubbleSetting; choices: HTMLElement | null },
): (Node | null)[] {
  const isOwn = line.from?.id === setting.me
  const name = line.from?.name ?? setting.botName
  return [
    element('p', { class: isOwn ? 'unseen' : 'who', text: isOwn ? words.me : name }),
    line.text === '' ? null : element('div', { class: 'bubble' }, textParts(line, { setting, choices })),
    ...line.images.map(picture => pictureButton(picture, { name, view: setting.view })),
    ...(line.files ?? []).map(file =>
      element('a', { class: 'file', attributes: { href: file.url, download: file.name }, text: file.name }),
    ),
  ]
}

/** The beginning of a text, for a quote or a preview. */
export function beginningOf(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim()
  return flat.length > 40 ? `${flat.slice(0, 40)}…` : flat
}

/** The text, a paragraph a line: the bot's heading, steps and source look different, and a numbered list gives way to its buttons. */
function textParts(line: Line, { setting, choices }: { setting: BubbleSetting; choices: HTMLElement | null }): Node[] {
  if (line.from !== null) return [element('p', { text: line.text })]
  const listed = choices ? line.choices.map(c => `${c.value}. ${c.label}`) : []
  const parts: Node[] = []
  for (const text of line.text.trim().split('\n')) {
    if (!listed.includes(text)) parts.push(paragraph(text))
    else if (choices && !parts.includes(choices)) parts.push(choices)
  }
  if (choices && !parts.includes(choices)) parts.push(choices)
  if (line.to && setting.isGroup) parts.unshift(element('p', { class: 'to', text: `@${line.to.name}` }))
  return parts
}

function paragraph(text: string): HTMLElement {
  const heading = /^【(.+)】$/.exec(text)?.[1]
  if (heading) return element('p', { class: 'heading', text: heading })
  if (text.trim() === '') return element('p', { class: 'gap' })
  const isStep = /^(\d{1,2}[.、]|[·•-])\s*\S/.test(text)
  const look = /^来源[：（]/.test(text) ? 'source' : isStep ? 'step' : 'plain-line'
  // Phone numbers stay in one piece; every second part is one.
  const parts = text.split(/(?<![\d-])(\d[\d-]{5,17}\d)(?![\d-])/)
  const nodes = parts.map((part, n) => (n % 2 ? element('span', { class: 'whole', text: part }) : new Text(part)))
  return element('p', { class: look }, nodes)
}

interface Buttons {
  element: HTMLElement
  update(use: Use | undefined): void
}

/** Buttons of which one can be used once. A used one stays in place, marked, and no longer answers. */
function makeButtons(
  options: readonly { value: string; label: string }[],
  label: string,
  answer: (value: string) => void,
): Buttons {
  let isOpen = false
  const buttons = options.map(({ value, label }) => {
    const number = /^\d$/.test(value) ? element('span', { class: 'number', text: value }) : null
    const onClick = () => {
      if (isOpen) answer(value)
    }
    return { value, made: element('button', { onClick }, [number, element('span', { text: label })]) }
  })
  const group = element(
    'div',
    { class: 'choices', attributes: { role: 'group', 'aria-label': label } },
    buttons.map(b => b.made),
  )
  return {
    element: group,
    update(use) {
      isOpen = use?.isOpen ?? false
      for (const { value, made } of buttons) {
        made.setAttribute('aria-disabled', String(!isOpen))
        made.setAttribute('aria-pressed', String(use?.chosen === value))
      }
      group.classList.toggle('unused', !isOpen && !use?.chosen)
    },
  }
}

function pictureButton(
  picture: WirePicture,
  { name, view }: { name: string; view(picture: WirePicture): void },
): HTMLElement {
  const image = element('img', { attributes: { src: picture.url, alt: picture.alt || words.picture } })
  return element(
    'button',
    {
      class: 'picture',
      attributes: { 'aria-label': picture.alt || words.pictureFrom(name) },
      onClick: () => view(picture),
    },
    [image],
  )
}

function tellFate(place: HTMLElement, { line, setting }: { line: Line; setting: BubbleSetting }): void {
  if (place.dataset.state === line.state) return
  place.dataset.state = line.state
  if (line.state === 'sending') place.replaceChildren(words.sending)
  else if (line.state === 'retrying') place.replaceChildren(words.retrying)
  else if (line.state === 'sent') place.replaceChildren()
  else {
    const why = words.failed(line.reason ?? words.unknownError)
    place.replaceChildren(
      element('span', { class: 'failed', text: why, attributes: { role: 'alert' } }),
      element('button', { class: 'small', text: words.retry, onClick: () => setting.retry(line.id) }),
      element('button', { class: 'small', text: words.drop, onClick: () => setting.drop(line.id) }),
    )
  }
}
