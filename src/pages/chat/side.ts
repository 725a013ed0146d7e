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

/** The sandbox's panel: as whom one speaks, and in which chat. A drawer on phones, always there on wide screens. */
export function makeSide(start: WireStart, choose: Choices): { show(view: SideView): void } {
  const side = byId('side', HTMLElement)
  const scrim = byId('scrim', HTMLElement)
  const main = byId('main', HTMLElement)
  const opener = byId('open-side', HTMLButtonElement)
  const closer = byId('close-side', HTMLButtonElement)
  const wide = matchMedia('(min-width: 900px)')
  let isOpen = false

  function open(wanted: boolean) {
    const moved = wanted !== isOpen
    isOpen = wanted
    const isDrawer = !wide.matches
    side.classList.toggle('open', isOpen)
    side.inert = isDrawer && !isOpen
    main.inert = isDrawer && isOpen
    scrim.hidden = !isDrawer || !isOpen
    opener.setAttribute('aria-expanded', String(isOpen))
    if (!moved || !isDrawer) return
    if (isOpen) side.querySelector<HTMLElement>('input:checked')?.focus()
    else opener.focus()
  }
  side.hidden = false
  opener.hidden = false
  byId('school', HTMLElement).textContent = start.school.name
  opener.addEventListener('click', () => open(true))
  closer.addEventListener('click', () => open(false))
  scrim.addEventListener('click', () => open(false))
  document.addEventListener('keydown', event => {
    if (event.key === 'Escape' && isOpen) open(false)
  })
  wide.addEventListener('change', () => open(false))
  open(false)

  const radios = start.people.map(person => personRow(person, () => choose.person(person)))
  byId('people', HTMLElement).replaceChildren(...radios.map(r => r.row))

  return {
    show({ me, chat, unread, preview }) {
      for (const { input } of radios) input.checked = input.value === me.id
      const mine = start.chats.filter(c => c.members.includes(me.id))
      const rows = sorted(mine).map(c =>
        chatRow(c, {
          isCurrent: c.id === chat.id,
          isUnread: unread.has(c.id),
          preview: preview(c.id),
          onClick() {
            choose.chat(c)
            open(false)
          },
        }),
      )
      const list = byId('chats', HTMLElement)
      const focused = [...list.children].findIndex(row => row.contains(document.activeElement))
      list.replaceChildren(...rows)
      list.children[focused]?.querySelector('button')?.focus()
      byId('elsewhere', HTMLElement).hidden = !mine.some(c => c.id !== chat.id && unread.has(c.id))
    },
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
