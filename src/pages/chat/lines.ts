import { type Bubble, type BubbleSetting, makeBubble } from './bubble.ts'
import { byId, element } from './element.ts'
import { type Line, lineMarksOf } from './thread.ts'
import { dateAndHourText } from './time.ts'

interface Item {
  id: string
  element: HTMLElement
}

const silenceWorthTelling = 5 * 60_000
const near = 60

/** The lines of the open chat, kept in step with what the page knows, and scrolled as a reader wants. */
export class Lines {
  #list = byId('lines', HTMLElement)
  #scroll = byId('scroll', HTMLElement)
  #toEnd = byId('to-end', HTMLButtonElement)
  #bubbles = new Map<string, Bubble>()
  #setting: BubbleSetting | null = null
  #isAtEnd = true

  /** `atTop` is called when a reader comes to the first line, again and again. */
  constructor({ atTop }: { atTop(): void }) {
    this.#scroll.addEventListener(
      'scroll',
      () => {
        this.#look()
        if (this.#scroll.scrollTop < near && !this.#isAtEnd) atTop()
      },
      { passive: true },
    )
    this.#toEnd.addEventListener('click', () => {
      this.end()
      this.#scroll.focus()
    })
    // Pictures that arrive late, a growing box and a phone's keyboard must not push the end out of sight.
    const keep = new ResizeObserver(() => {
      if (this.#isAtEnd) this.end()
    })
    keep.observe(this.#scroll)
    keep.observe(this.#list)
  }

  /** Begins another chat, or the same one as somebody else. */
  open(setting: BubbleSetting): void {
    this.#setting = setting
    this.#bubbles.clear()
    this.#list.replaceChildren()
    this.#isAtEnd = true
    this.#toEnd.hidden = true
  }

  /** Shows these lines, or the hint when there are none. */
  show(lines: readonly Line[], hint: () => HTMLElement): void {
    const setting = this.#setting
    if (!setting) return
    const marks = lineMarksOf(lines, setting.me, setting.rating)
    const isFirst = this.#bubbles.size === 0
    const older = isFirst ? 0 : lines.findIndex(line => this.#bubbles.has(line.id))
    const fromEnd = this.#scroll.scrollHeight - this.#scroll.scrollTop
    const news: Line[] = []
    const items: Item[] = []
    let before: number | null = null
    for (const line of lines) {
      const at = Date.parse(line.at)
      if (before === null || Math.abs(at - before) > silenceWorthTelling) items.push(this.#moment(line, at))
      before = at
      const known = this.#bubbles.get(line.id)
      const bubble = known ?? makeBubble(line, marks.get(line.id), setting)
      if (!known) news.push(line)
      this.#bubbles.set(line.id, bubble)
      bubble.update(line, marks.get(line.id))
      items.push({ id: line.id, element: bubble.element })
    }
    const wasAtEnd = this.#isAtEnd
    this.#place(lines.length > 0 ? items : [{ id: 'hint', element: this.#kept('hint') ?? hint() }])
    const gone = [...this.#bubbles.keys()].filter(id => !lines.some(line => line.id === id))
    for (const id of gone) this.#bubbles.delete(id)
    // Older lines above must not move what is being read.
    if (older > 0) this.#scroll.scrollTop = this.#scroll.scrollHeight - fromEnd
    const newer = news.slice(Math.max(0, older))
    if (isFirst) this.end()
    else if (newer.length > 0) this.#follow(newer, wasAtEnd)
  }

  /** Goes to the last line. */
  end(): void {
    this.#scroll.scrollTop = this.#scroll.scrollHeight
    this.#isAtEnd = true
    this.#toEnd.hidden = true
  }

  /** To the end for one's own line; to the beginning of an answer that is longer than the screen; else only a button. */
  #follow(news: Line[], wasAtEnd: boolean): void {
    const first = news[0]!
    if (news.some(line => line.from?.id === this.#setting?.me)) {
      this.end()
      return
    }
    if (!wasAtEnd) {
      this.#toEnd.hidden = false
      return
    }
    const top = this.#questionBefore(first).offsetTop - 12
    const end = this.#scroll.scrollHeight - this.#scroll.clientHeight
    this.#scroll.scrollTop = Math.min(top, end)
    this.#isAtEnd = top >= end
  }

  /** The reader's own short line just above an answer, so that both are seen; else the answer itself. */
  #questionBefore(answer: Line): HTMLElement {
    const { element } = this.#bubbles.get(answer.id)!
    const above = element.previousElementSibling
    return above instanceof HTMLElement && above.classList.contains('own') && above.offsetHeight < 120 ? above : element
  }

  #look(): void {
    const { scrollTop, scrollHeight, clientHeight } = this.#scroll
    this.#isAtEnd = scrollHeight - scrollTop - clientHeight < near
    if (this.#isAtEnd) this.#toEnd.hidden = true
  }

  #moment(line: Line, at: number): Item {
    const id = `moment ${line.id}`
    const time = () => element('time', { text: dateAndHourText(at), attributes: { datetime: line.at } })
    return {
      id,
      element: this.#kept(id) ?? element('li', { class: 'moment', attributes: { 'data-id': id } }, [time()]),
    }
  }

  #kept(id: string): HTMLElement | null {
    return this.#list.querySelector<HTMLElement>(`:scope > [data-id="${CSS.escape(id)}"]`)
  }

  /** Puts the items in order and touches only what is out of place. */
  #place(items: readonly Item[]): void {
    const wanted = new Set<Element>(items.map(item => item.element))
    for (const child of [...this.#list.children]) if (!wanted.has(child)) child.remove()
    items.forEach((item, n) => {
      const there = this.#list.children[n]
      if (there !== item.element) this.#list.insertBefore(item.element, there ?? null)
    })
  }
}
