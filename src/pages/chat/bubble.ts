import type { WirePicture } from '../../channels/web/wire.ts'
import { avatar, botAvatar, element } from './element.ts'
import { glyphOf } from './side.ts'
import type { Line, Mark, Use } from './thread.ts'
import { words } from './words.ts'

/** Where a line is shown, and what its buttons do. */
export interface Setting {
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
  update(line: Line, mark: Mark | undefined): void
}

/** Draws one line of a chat. */
export function makeBubble(line: Line, mark: Mark | undefined, setting: Setting): Bubble {
  const isBot = line.from === null
  const isOwn = line.from?.id === setting.me
  const name = line.from?.name ?? setting.botName
  const choices = mark && line.choices.length > 0 ? makeButtons(line.choices, words.pickOne, setting.answer) : null
  const rating =
    mark && line.rateable
      ? makeButtons(
          setting.rating.map(word => ({ value: word, label: word })),
          words.rate,
          setting.answer,
        )
      : null
  rating?.element.classList.replace('choices', 'rating')
  const isQuotable = isBot && setting.isGroup
  const quote = () => setting.quote(startOf(line.text))
  const reply = isQuotable
    ? element('button', {
        class: 'small',
        text: words.reply,
        attributes: { 'aria-label': words.replyLabel(startOf(line.text)) },
        onClick: quote,
      })
    : null
  const fate = element('p', { class: 'fate' })
  const role = line.from ? setting.roleOf(line.from.id) : 'student'
  const square = line.from ? avatar(line.from, glyphOf({ ...line.from, role }, name)) : botAvatar()
  const made = element(
    'li',
    { class: `line ${isOwn ? 'own' : 'other'}${isBot ? ' bot' : ''}`, attributes: { 'data-id': line.id } },
    [
      square,
      element('div', { class: 'body' }, [
        element('p', { class: isOwn ? 'unseen' : 'who', text: isOwn ? words.me : name }),
        line.text === ''
          ? null
          : element('div', { class: 'bubble' }, textParts(line, { setting, choices: choices?.element ?? null })),
        ...line.images.map(picture => pictureButton(picture, { name, view: setting.view })),
        rating || reply ? element('div', { class: 'tools' }, [rating?.element ?? null, reply]) : null,
        fate,
      ]),
    ],
  )
  return {
    element: made,
    update(now, mark) {
      choices?.update(mark?.choices)
      rating?.update(mark?.rating)
      tellFate(fate, { line: now, setting })
    },
  }
}

/** The beginning of a text, for a quote or a preview. */
export function startOf(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim()
  return flat.length > 40 ? `${flat.slice(0, 40)}…` : flat
}

/** The text's lines: the bot's heading and source look different, and a numbered list gives way to its buttons. */
function textParts(line: Line, { setting, choices }: { setting: Setting; choices: HTMLElement | null }): Node[] {
  const mention = line.to && setting.isGroup ? element('span', { class: 'mention', text: `@${line.to.name}` }) : null
  if (line.from !== null) return [element('p', { text: line.text })]
  const listed = choices ? line.choices.map(c => `${c.value}. ${c.label}`) : []
  const parts: Node[] = []
  let plain: string[] = []
  let hasChoices = false
  const flush = () => {
    if (plain.join('').trim() !== '') parts.push(element('p', { text: plain.join('\n').replace(/^\n+|\n+$/g, '') }))
    plain = []
  }
  for (const text of line.text.split('\n')) {
    const heading = /^【(.+)】$/.exec(text)
    const isListed = listed.includes(text)
    if (!heading && !text.startsWith('来源：') && !isListed) {
      plain.push(text)
      continue
    }
    flush()
    if (heading) parts.push(element('p', { class: 'heading', text: heading[1] ?? '' }))
    else if (!isListed) parts.push(element('p', { class: 'source', text }))
    else if (!hasChoices && choices) hasChoices = parts.push(choices) > 0
  }
  flush()
  if (choices && !hasChoices) parts.push(choices)
  if (mention) parts.unshift(element('p', { class: 'to' }, [mention]))
  return parts
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

function tellFate(place: HTMLElement, { line, setting }: { line: Line; setting: Setting }): void {
  if (place.dataset.state === line.state) return
  place.dataset.state = line.state
  if (line.state === 'sent') return place.replaceChildren()
  if (line.state === 'sending') return place.replaceChildren(words.sending)
  if (line.state === 'retrying') return place.replaceChildren(words.retrying)
  place.replaceChildren(
    element('span', { class: 'failed', text: words.failed(line.reason ?? words.unknownError) }),
    element('button', { class: 'small', text: words.retry, onClick: () => setting.retry(line.id) }),
    element('button', { class: 'small', text: words.drop, onClick: () => setting.drop(line.id) }),
  )
}
