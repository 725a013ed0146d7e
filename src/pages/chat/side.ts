import type { WireChat, WirePerson, WireStart } from '../../channels/web/wire.ts'
import { avatar, botAvatar, byId, element } from './element.ts'
import { words } from './words.ts'

/** What the side shows. */
export interface SideView {
  me: WirePerson
  chat: WireChat
  unread: ReadonlySet<string>
  /** The last line of a chat, in one line; empty when it has none. */
  preview(chat: string): string
}

interface Choices {
  person(person: WirePerson): void
  chat(chat: WireChat): void
}

/** The sandbox's panel: as whom one speaks, and in which chat. */
export class SandboxSide {
  readonly #start: WireStart
  readonly #choose: Choices
  readonly #drawer = new Drawer()
  readonly #radios: readonly { row: HTMLElement; input: HTMLInputElement }[]

  constructor(start: WireStart, choose: Choices) {
    this.#start = start
    this.#choose = choose
    byId('school', HTMLElement).textContent = start.school.name
    this.#radios = start.people.map(person => personRow(person, () => choose.person(person)))
    byId('people', HTMLElement).replaceChildren(...this.#radios.map(r => r.row))
  }

  show({ me, chat, unread, preview }: SideView): void {
    for (const { input } of this.#radios) input.checked = input.value === me.id
    const mine = this.#start.chats.filter(c => c.members.includes(me.id))
    const rows = sorted(mine).map(c =>
      chatRow(c, {
        isCurrent: c.id === chat.id,
        isUnread: unread.has(c.id),
        preview: preview(c.id),
        onClick: () => {
          this.#choose.chat(c)
          this.#drawer.close()
        },
      }),
    )
    const list = byId('chats', HTMLElement)
    const focused = [...list.children].findIndex(row => row.contains(document.activeElement))
    list.replaceChildren(...rows)
    list.children[focused]?.querySelector('button')?.focus()
    byId('elsewhere', HTMLElement).hidden = !mine.some(c => c.id !== chat.id && unread.has(c.id))
  }
}

/** What the side is in: a drawer on phones, always there on wide screens. */
class Drawer {
  readonly #side = byId('side', HTMLElement)
  readonly #scrim = byId('scrim', HTMLElement)
  readonly #main = byId('main', HTMLElement)
  readonly #opener = byId('open-side', HTMLButtonElement)
  readonly #wide = matchMedia('(min-width: 900px)')
  #isOpen = false

  constructor() {
    this.#side.hidden = false
    this.#opener.hidden = false
    this.#opener.addEventListener('click', () => this.#turn(true))
    byId('close-side', HTMLButtonElement).addEventListener('click', () => this.close())
    this.#scrim.addEventListener('click', () => this.close())
    document.addEventListener('keydown', event => {
      if (event.key === 'Escape' && this.#isOpen) this.close()
    })
    this.#wide.addEventListener('change', () => this.close())
    this.close()
  }

  close(): void {
    this.#turn(false)
  }

  #turn(isOpen: boolean): void {
    const moved = isOpen !== this.#isOpen
    this.#isOpen = isOpen
    const isDrawer = !this.#wide.matches
    this.#side.classList.toggle('open', isOpen)
    this.#side.inert = isDrawer && !isOpen
    this.#main.inert = isDrawer && isOpen
    this.#scrim.hidden = !isDrawer || !isOpen
    this.#opener.setAttribute('aria-expanded', String(isOpen))
    if (!moved || !isDrawer) return
    if (isOpen) this.#side.querySelector<HTMLElement>('input:checked')?.focus()
    else this.#opener.focus()
  }
}

/** The private chat first, then the groups as they come. */
export function sorted(chats: readonly WireChat[]): WireChat[] {
  return [...chats.filter(c => c.kind === 'private'), ...chats.filter(c => c.kind === 'group')]
}

/** What stands in a person's square. */
export const glyphOf = (person: WirePerson | undefined, name: string) =>
  person?.role === 'counselor' ? words.counselorGlyph : name.slice(-1)

function personRow(person: WirePerson, onChoose: () => void) {
  const input = element('input', { attributes: { type: 'radio', name: 'person', value: person.id } })
  input.addEventListener('change', onChoose)
  const row = element('label', { class: 'person' }, [
    input,
    avatar(person, glyphOf(person, person.name)),
    element('span', { class: 'name', text: person.name }),
    element('small', { text: words[person.role] }),
  ])
  return { row, input }
}

interface ChatRow {
  isCurrent: boolean
  isUnread: boolean
  preview: string
  onClick(): void
}

function chatRow(chat: WireChat, { isCurrent, isUnread, preview, onClick }: ChatRow): HTMLElement {
  const dot = isUnread
    ? element('span', { class: 'dot' }, [element('span', { class: 'unseen', text: words.unread })])
    : null
  const button = element('button', { attributes: isCurrent ? { 'aria-current': 'page' } : {}, onClick }, [
    chat.kind === 'private'
      ? botAvatar()
      : avatar({ id: chat.id, name: chat.title }, chat.title.match(/\d+/)?.[0] ?? chat.title.slice(0, 1)),
    element('span', { class: 'about' }, [
      element('span', { class: 'name', text: chat.title }),
      element('span', { class: 'preview', text: preview }),
    ]),
    dot,
  ])
  return element('li', {}, [button])
}
