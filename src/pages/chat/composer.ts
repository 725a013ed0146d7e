import type { WireChat, WireStart } from '../../channels/web/wire.ts'
import { byId, setText } from './element.ts'
import type { KeptPicture } from './net.ts'
import { Tray } from './tray.ts'
import { words } from './words.ts'

/** What was written. */
export interface Written {
  text: string
  pictures: KeptPicture[]
  repliesToBot: boolean
}

/** The message box with its pictures, its quote and its buttons. */
export class Composer {
  #box = byId('box', HTMLTextAreaElement)
  #quote = byId('quote', HTMLElement)
  #mention = byId('mention', HTMLButtonElement)
  #send = byId('send', HTMLButtonElement)
  #tray: Tray
  #toldObstacle = false
  #longest: number
  #drafts = new Map<string, string>()
  #chat = ''
  #botName: string
  #write: (written: Written) => void

  constructor({ botName, most, write }: Pick<WireStart, 'botName' | 'most'> & { write(written: Written): void }) {
    this.#botName = botName
    this.#longest = most.text
    this.#tray = new Tray({ most: most.pictures, changed: () => this.#trayChanged() })
    this.#write = write
    this.#box.addEventListener('input', () => this.#weigh())
    this.#box.addEventListener('input', () => this.#tell(this.#excess))
    this.#box.addEventListener('keydown', event => this.#key(event))
    this.#box.addEventListener('paste', event => this.#paste(event))
    this.#mention.addEventListener('click', () => this.mention())
    byId('unquote', HTMLButtonElement).addEventListener('click', () => {
      this.#quote.hidden = true
      this.#box.focus()
    })
    const pick = byId('pick', HTMLInputElement)
    pick.addEventListener('change', () => {
      void this.#take([...(pick.files ?? [])])
      pick.value = ''
    })
    byId('composer', HTMLFormElement).addEventListener('submit', event => {
      event.preventDefault()
      this.#go()
    })
    this.#weigh()
  }

  /** Turns to another chat; what was begun in each waits there. */
  turnTo(chat: WireChat, who: string): void {
    const place = `${who} ${chat.id}`
    if (place === this.#chat) return
    this.#drafts.set(this.#chat, this.#box.value)
    this.#chat = place
    this.#box.value = this.#drafts.get(place) ?? ''
    this.#quote.hidden = true
    this.#tray.turnTo(who)
    this.#tell(this.#excess)
    this.#mention.hidden = chat.kind !== 'group'
    this.#box.placeholder = chat.kind === 'group' ? words.boxGroup : words.boxPrivate
    this.#weigh()
  }

  /** The next line answers this one of the bot's. */
  quote(text: string): void {
    setText(byId('quoted', HTMLElement), words.quoting(this.#botName, text))
    this.#quote.hidden = false
    this.#box.focus()
  }

  /** Puts the bot's name where the cursor is, unless it is there. */
  mention(): void {
    const mention = `@${this.#botName} `
    const { selectionStart, selectionEnd, value } = this.#box
    if (!value.includes(mention.trim())) this.#box.setRangeText(mention, selectionStart, selectionEnd, 'end')
    this.#box.focus()
    this.#weigh()
  }

  #key(event: KeyboardEvent): void {
    // While an input method is composing, Enter chooses a word; Safari ends composing first and only leaves the code 229.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return
    event.preventDefault()
    this.#go()
  }

  #paste(event: ClipboardEvent): void {
    const pictures = [...(event.clipboardData?.files ?? [])].filter(file => file.type.startsWith('image/'))
    if (pictures.length === 0) return
    event.preventDefault()
    void this.#take(pictures)
  }

  async #take(files: File[]): Promise<void> {
    this.#tell(null)
    this.#tell(await this.#tray.add(files))
  }

  /** That the text is longer than one message may be, or null. */
  get #excess(): string | null {
    const { length } = this.#box.value.trim()
    return length > this.#longest ? words.tooLong(length, this.#longest) : null
  }

  #go(): void {
    const text = this.#box.value.trim()
    if (text === '' && this.#tray.isEmpty) return
    const { obstacle } = this.#tray
    const trouble = this.#excess ?? obstacle
    this.#tell(trouble)
    this.#toldObstacle = trouble !== null && trouble === obstacle
    if (trouble) return
    const repliesToBot = !this.#quote.hidden
    this.#quote.hidden = true
    this.#box.value = ''
    this.#write({ text, pictures: this.#tray.empty(), repliesToBot })
  }

  #tell(trouble: string | null): void {
    this.#toldObstacle = false
    setText(byId('trouble', HTMLElement), trouble ?? '')
  }

  #trayChanged(): void {
    const { refusal, obstacle } = this.#tray
    if (refusal !== null) this.#tell(refusal)
    else if (this.#toldObstacle && obstacle === null) this.#tell(this.#excess)
    this.#toldObstacle = refusal !== null || (this.#toldObstacle && obstacle !== null)
    this.#weigh()
  }

  /** Fits the box to its text, and the button to whether there is anything to send. */
  #weigh(): void {
    this.#box.style.height = 'auto'
    this.#box.style.height = `${this.#box.scrollHeight + this.#box.offsetHeight - this.#box.clientHeight}px`
    // Not `disabled`: the button keeps its place for the keyboard.
    const isNothing = this.#box.value.trim() === '' && this.#tray.isEmpty
    this.#send.setAttribute('aria-disabled', String(isNothing || this.#excess !== null))
  }
}
