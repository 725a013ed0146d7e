import type { WireChat, WireMessage, WirePerson, WirePicture, WireStart } from '../../channels/web/wire.ts'
import { type BubbleSetting, beginningOf } from './bubble.ts'
import { closeOnBackdrop, PageClock } from './clock.ts'
import { Composer, type Written } from './composer.ts'
import { botAvatar, byId, element, setText } from './element.ts'
import { Lines } from './lines.ts'
import { listen } from './live.ts'
import { getMessages, getOlder, getStart, postMessage } from './net.ts'
import { type Outgoing, onItsWay, PageOutbox } from './outbox.ts'
import { keepPlace, lastPlace } from './place.ts'
import { SandboxSide, sorted } from './side.ts'
import { type Line, Threads } from './thread.ts'
import { fillWords, words } from './words.ts'

const askEvery = 2500

/** The page: who speaks, in which chat, and everything that changes what is shown. */
class Page {
  #start: WireStart
  #me: WirePerson
  #chat: WireChat
  #threads = new Threads()
  #unread = new Set<string>()
  #lines = new Lines({ atTop: () => void this.#showOlder() })
  /** Chats whose first message is here, or whose older ones are being fetched. */
  #whole = new Set<string>()
  #clock: PageClock | null = null
  #side: SandboxSide | null = null
  #outbox: PageOutbox
  #composer: Composer
  #isUp = true
  #hasBegun = false
  #asking = 0

  constructor(start: WireStart) {
    this.#start = start
    const isHere = ({ chat, id }: Outgoing) => this.#threads.has(chat, id)
    const people = new Set(start.people.map(p => p.id))
    this.#outbox = new PageOutbox({ post: postMessage, isHere, changed: () => this.#show() }, people)
    const { person, chat } = this.#remembered()
    this.#me = person
    this.#chat = chat
    this.#composer = new Composer({ ...start, write: written => this.#write(written) })
    if (start.mode === 'sandbox') {
      this.#clock = new PageClock(start.clock, { announce })
      this.#side = new SandboxSide(start, {
        person: p => this.#turnTo(p, this.#chat),
        chat: c => this.#turnTo(this.#me, c),
      })
    }
    byId('app', HTMLElement).classList.toggle('alone', start.mode === 'signed')
    document.title = start.botName
    const sample = byId('sample', HTMLElement)
    sample.hidden = !start.school.isSample
    setText(sample, words.sample)
  }

  /** Loads what was said before, then listens. */
  async run(): Promise<void> {
    const isWhole = await this.#catchUp()
    this.#hasBegun = true
    byId('app', HTMLElement).hidden = false
    setText(byId('notice', HTMLElement), '')
    this.#turnTo(this.#me, this.#chat)
    void this.#outbox.pump()
    listen({
      after: () => this.#threads.lastSeq(),
      message: message => this.#hear(message),
      clock: frame => this.#clock?.show(frame),
      opened: () => void this.#up(),
      lost: () => this.#down(),
    })
    if (!isWhole) this.#down()
    const awake = () => {
      if (document.visibilityState === 'visible') void this.#refresh()
    }
    document.addEventListener('visibilitychange', awake)
    window.addEventListener('online', awake)
  }

  #remembered(): { person: WirePerson; chat: WireChat } {
    const { people, chats } = this.#start
    const id = lastPlace()
    const person = people.find(p => p.id === id.person) ?? people[0]!
    return { person, chat: this.#chatFor(person, chats.find(c => c.id === id.chat) ?? null) }
  }

  /** This chat if the person is in it, else the person's first. */
  #chatFor(person: WirePerson, chat: WireChat | null): WireChat {
    if (chat?.members.includes(person.id)) return chat
    return sorted(this.#start.chats.filter(c => c.members.includes(person.id)))[0]!
  }

  #turnTo(person: WirePerson, wanted: WireChat): void {
    this.#me = person
    this.#chat = this.#chatFor(person, wanted)
    this.#unread.delete(this.#chat.id)
    keepPlace({ person: person.id, chat: this.#chat.id })
    const isGroup = this.#chat.kind === 'group'
    const asWhom = words.speakingAs(person.name)
    const count = words.memberCount(this.#chat.members.length)
    setText(byId('title', HTMLElement), isGroup ? `${this.#chat.title}（${count}）` : this.#chat.title)
    setText(byId('subtitle', HTMLElement), this.#start.mode === 'sandbox' ? asWhom : this.#start.school.name)
    this.#composer.turnTo(this.#chat, person.id)
    this.#lines.open(this.#setting())
    this.#show()
  }

  #setting(): BubbleSetting {
    const { people, botName, rating } = this.#start
    return {
      me: this.#me.id,
      isGroup: this.#chat.kind === 'group',
      botName,
      rating: [rating.useful, rating.useless],
      roleOf: id => people.find(p => p.id === id)?.role ?? 'student',
      answer: value => this.#write({ text: value, pictures: [], repliesToBot: true }),
      quote: text => this.#composer.quote(text),
      retry: id => this.#outbox.retry(id),
      drop: id => this.#outbox.drop(id),
      view,
    }
  }

  #write({ text, pictures, repliesToBot }: Written): void {
    const at = new Date(this.#now()).toISOString()
    this.#outbox.add({
      chat: this.#chat.id,
      person: { id: this.#me.id, name: this.#me.name },
      text,
      pictures,
      repliesToBot,
      at,
    })
  }

  /** The bot's time; outside the sandbox this machine's is near enough until the server's copy arrives. */
  #now(): number {
    return this.#clock?.now() ?? Date.now()
  }

  #hear(message: WireMessage): void {
    this.#outbox.settle(message.id)
    if (!this.#threads.add(message)) return
    const isMine = message.from?.id === this.#me.id
    if (message.chat !== this.#chat.id) {
      if (!isMine) this.#unread.add(message.chat)
    } else if (!isMine) announce(words.heard(message.from?.name ?? this.#start.botName, message.text || words.picture))
    this.#show()
  }

  #linesOf(chat: string): Line[] {
    const ours = new Map(this.#outbox.of(chat).map(line => [line.id, line]))
    const here = this.#threads.of(chat).map((m): Line => {
      const { state, reason } = ours.get(m.id) ?? { state: 'sent' as const, reason: null }
      return { ...m, state, reason }
    })
    const coming = [...ours.values()].filter(({ id }) => !this.#threads.has(chat, id))
    return [...here, ...coming.map(onItsWay)]
  }

  #show(): void {
    this.#lines.show(this.#linesOf(this.#chat.id), () => this.#hint())
    this.#side?.show({ me: this.#me, chat: this.#chat, unread: this.#unread, preview: chat => this.#preview(chat) })
  }

  /** Fetches what was said before the first line of the open chat. */
  async #showOlder(): Promise<void> {
    const chat = this.#chat.id
    const first = this.#threads.firstSeq(chat)
    if (first === 0 || this.#whole.has(chat)) return
    this.#whole.add(chat)
    const answer = await getOlder(chat, first)
    if (answer.outcome !== 'ok') {
      this.#whole.delete(chat)
      return
    }
    for (const message of answer.value.messages) this.#threads.add(message)
    if (answer.value.messages.length > 0) this.#whole.delete(chat)
    this.#show()
  }

  #preview(chat: string): string {
    const last = this.#linesOf(chat).at(-1)
    if (!last) return ''
    const text = beginningOf(last.text) || words.picture
    if (last.from?.id === this.#me.id) return words.byMe(text)
    const isGroup = this.#start.chats.find(c => c.id === chat)?.kind === 'group'
    return isGroup ? words.by(last.from?.name ?? this.#start.botName, text) : text
  }

  /** What an empty chat shows: who is here, and four questions to begin with. */
  #hint(): HTMLElement {
    const isGroup = this.#chat.kind === 'group'
    const { botName } = this.#start
    const ask = (text: string) =>
      this.#write({ text: isGroup ? `@${botName} ${text}` : text, pictures: [], repliesToBot: false })
    const buttons = words.examples.map(text => element('button', { text, onClick: () => ask(text) }))
    return element('li', { class: 'hint-card', attributes: { 'data-id': 'hint' } }, [
      botAvatar(),
      element('p', { class: 'hello', text: isGroup ? words.helloGroup(botName) : words.hello(botName) }),
      element('p', { class: 'hint', text: words.tryThese }),
      element('div', { class: 'choices' }, buttons),
    ])
  }

  /** The stream is gone: until it is back, the page asks by itself. */
  #down(): void {
    if (!this.#isUp) return
    this.#isUp = false
    setText(byId('status', HTMLElement), words.lost)
    this.#askAgain()
  }

  #askAgain(): void {
    clearTimeout(this.#asking)
    this.#asking = setTimeout(async () => {
      if (this.#isUp) return
      if (await this.#refresh()) setText(byId('status', HTMLElement), '')
      else setText(byId('status', HTMLElement), words.lost)
      this.#askAgain()
    }, askEvery)
  }

  async #up(): Promise<void> {
    const wasDown = !this.#isUp
    this.#isUp = true
    setText(byId('status', HTMLElement), '')
    if (wasDown) await this.#refresh()
  }

  /** After a break: the clock may have been reset, messages missed, and lines of ours stopped. False when the server is gone. */
  async #refresh(): Promise<boolean> {
    const start = await getStart()
    if (start.outcome === 'refused' && start.error === 'no-pass') refuse({ isUnsent: this.#outbox.hasUnsent })
    if (start.outcome !== 'ok' || !(await this.#catchUp())) return false
    this.#clock?.show(start.value.clock)
    this.#outbox.hurry()
    this.#show()
    return true
  }

  /** Loads what each chat has after the last line that the page knows; false when a chat could not be reached. */
  async #catchUp(): Promise<boolean> {
    const answers = await Promise.all(this.#start.chats.map(({ id }) => getMessages(id, this.#threads.lastSeq(id))))
    for (const message of answers.flatMap(a => (a.outcome === 'ok' ? a.value.messages : []))) {
      this.#outbox.settle(message.id)
      const isNews = this.#threads.add(message) && this.#hasBegun
      if (isNews && message.chat !== this.#chat.id && message.from?.id !== this.#me.id) this.#unread.add(message.chat)
    }
    return answers.every(a => a.outcome === 'ok')
  }
}

function announce(text: string): void {
  setText(byId('announce', HTMLElement), text)
}

function view(picture: WirePicture): void {
  const viewed = byId('viewed', HTMLImageElement)
  viewed.src = picture.url
  viewed.alt = picture.alt || words.picture
  byId('viewer', HTMLDialogElement).showModal()
}

function refuse({ isUnsent }: { isUnsent: boolean }): void {
  byId('app', HTMLElement).hidden = true
  setText(byId('notice', HTMLElement), isUnsent ? `${words.noPass}${words.unsentWaits}` : words.noPass)
}

/** The height that a phone's keyboard leaves; the style sheet falls back to the window's. */
function fitKeyboard(): void {
  const { visualViewport } = window
  visualViewport?.addEventListener('resize', () => {
    if (visualViewport.scale === 1) document.documentElement.style.setProperty('--view', `${visualViewport.height}px`)
  })
}

async function begin(): Promise<void> {
  const start = await getStart()
  if (start.outcome === 'ok') return new Page(start.value).run()
  if (start.outcome === 'refused') return refuse({ isUnsent: false })
  setText(byId('notice', HTMLElement), words.connecting)
  setTimeout(() => void begin(), 2000)
}

fillWords(document)
fitKeyboard()
const viewer = byId('viewer', HTMLDialogElement)
closeOnBackdrop(viewer)
byId('viewer-close', HTMLButtonElement).addEventListener('click', () => viewer.close())
void begin()
