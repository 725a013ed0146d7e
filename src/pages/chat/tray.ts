import { byId, element } from './element.ts'
import { type KeptPicture, postPicture } from './net.ts'
import { whyRefused, words } from './words.ts'

interface Slide {
  /** The picture as the browser has it, for the preview. */
  preview: string
  picture: Blob
  state: 'uploading' | 'kept' | 'failed'
  kept: KeptPicture | null
  /** Why the server did not keep it, where another try will not help. */
  refusal: string | null
}

const kinds = ['image/png', 'image/jpeg', 'image/gif', 'image/webp']
const largest = 5 * 1024 * 1024
const videos = ['video/mp4', 'video/quicktime']
const largestVideo = 20 * 1024 * 1024
const longestSide = 2560

/** The pictures chosen for the next line: shown, uploaded at once, and taken when the line goes out. */
export class Tray {
  #list = byId('tray', HTMLElement)
  #slides: Slide[] = []
  #person = ''
  #most: number
  #changed: () => void

  constructor({ most, changed }: { most: number; changed(): void }) {
    this.#most = most
    this.#changed = changed
  }

  get isEmpty(): boolean {
    return this.#slides.length === 0
  }

  /** The first reason why the pictures cannot go out yet, or null. */
  get obstacle(): string | null {
    if (this.#slides.some(s => s.state === 'failed')) return this.refusal ?? words.pictureFailed
    return this.#slides.some(s => s.state === 'uploading') ? words.waitForPictures : null
  }

  /** Why the server will not keep one of them, or null. */
  get refusal(): string | null {
    return this.#slides.find(s => s.refusal !== null)?.refusal ?? null
  }

  /** Begins anew for another writer. */
  turnTo(person: string): void {
    this.empty()
    this.#person = person
  }

  /** Adds pictures; says what is wrong with those it does not take. */
  async add(files: readonly File[]): Promise<string | null> {
    let wrong: string | null = null
    for (const file of files) {
      if (this.#slides.length >= this.#most) return words.tooManyPictures(this.#most)
      if (videos.includes(file.type)) {
        if (file.size > largestVideo) wrong = words.videoTooLarge
        else this.#take(file)
      } else if (!kinds.includes(file.type)) wrong = words.notAPicture
      else {
        const picture = file.size <= largest ? file : await smaller(file)
        if (picture === null) wrong = words.pictureTooLarge
        else this.#take(picture)
      }
    }
    return wrong
  }

  /** Hands over the uploaded pictures and empties the tray. */
  empty(): KeptPicture[] {
    const kept = this.#slides.flatMap(s => s.kept ?? [])
    for (const slide of this.#slides) URL.revokeObjectURL(slide.preview)
    this.#slides = []
    this.#show()
    return kept
  }

  #take(picture: Blob): void {
    const slide: Slide = {
      preview: URL.createObjectURL(picture),
      picture,
      state: 'uploading',
      kept: null,
      refusal: null,
    }
    this.#slides.push(slide)
    void this.#upload(slide)
  }

  async #upload(slide: Slide): Promise<void> {
    slide.state = 'uploading'
    slide.refusal = null
    this.#show()
    const answer = await postPicture(slide.picture, this.#person)
    slide.state = answer.outcome === 'ok' ? 'kept' : 'failed'
    if (answer.outcome === 'ok') slide.kept = answer.value
    if (answer.outcome === 'refused') slide.refusal = whyRefused(answer)
    this.#show()
  }

  #remove(slide: Slide): void {
    URL.revokeObjectURL(slide.preview)
    this.#slides = this.#slides.filter(s => s !== slide)
    this.#show()
  }

  #show(): void {
    this.#list.hidden = this.isEmpty
    this.#list.replaceChildren(...this.#slides.map((slide, n) => this.#item(slide, n + 1)))
    this.#changed()
  }

  #item(slide: Slide, n: number): HTMLElement {
    const again = element('button', {
      class: 'again',
      text: words.retry,
      attributes: { 'aria-label': words.retryPicture(n) },
      onClick: () => void this.#upload(slide),
    })
    const wait = element('span', { class: 'wait', text: words.uploading })
    return element('li', { class: slide.state }, [
      videos.includes(slide.picture.type)
        ? element('video', { attributes: { src: slide.preview, 'aria-label': words.video } })
        : element('img', { attributes: { src: slide.preview, alt: words.picture } }),
      slide.state === 'failed' ? (slide.refusal === null ? again : null) : slide.state === 'uploading' ? wait : null,
      element('button', {
        class: 'remove',
        text: '×',
        attributes: { 'aria-label': words.removePicture(n) },
        onClick: () => this.#remove(slide),
      }),
    ])
  }
}

/** The same picture small enough to send, or null: a moving picture would lose its movement, and some cannot be read. */
async function smaller(file: File): Promise<Blob | null> {
  if (file.type === 'image/gif') return null
  try {
    const bitmap = await createImageBitmap(file)
    const scale = Math.min(1, longestSide / Math.max(bitmap.width, bitmap.height))
    const canvas = element('canvas')
    canvas.width = Math.round(bitmap.width * scale)
    canvas.height = Math.round(bitmap.height * scale)
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
    const made = await new Promise<Blob | null>(resolve => canvas.toBlob(resolve, 'image/jpeg', 0.85))
    return made && made.size <= largest ? made : null
  } catch {
    return null // not a picture after all
  }
}
