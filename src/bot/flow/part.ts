/** Something to say, with its buttons. */
export interface Part {
  text: string
  choices?: { value: string; label: string }[]
  images?: { url: string; alt: string }[]
  files?: { url: string; name: string }[]
}
