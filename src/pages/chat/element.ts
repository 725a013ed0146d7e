interface Parts {
  class?: string
  text?: string
  attributes?: Record<string, string>
  onClick?: () => void
}

/** Makes an element. Text goes in as text, never as HTML; buttons never submit a form by accident. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  parts: Parts = {},
  children: (Node | null)[] = [],
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag)
  if (parts.class) made.className = parts.class
  if (parts.text !== undefined) made.textContent = parts.text
  if (made instanceof HTMLButtonElement) made.type = 'button'
  for (const [name, value] of Object.entries(parts.attributes ?? {})) made.setAttribute(name, value)
  if (parts.onClick) made.addEventListener('click', parts.onClick)
  made.append(...children.filter(child => child !== null))
  return made
}

/** The page's element with this id, which index.html promises. */
export function byId<T extends HTMLElement>(id: string, kind: new () => T): T {
  const found = document.getElementById(id)
  if (!(found instanceof kind)) throw new Error(`index.html lacks #${id}`)
  return found
}

/** The little square with a person's last character, in one of six colours. */
export function avatar(person: { id: string; name: string }, glyph: string): HTMLElement {
  const hue = [...person.id].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) % 6, 0)
  return element('span', { class: `avatar hue-${hue}`, text: glyph, attributes: { 'aria-hidden': 'true' } })
}

/** The bot's little square. */
export function botAvatar(): HTMLElement {
  return element('img', { class: 'avatar', attributes: { src: '/pages/bot.svg', alt: '', width: '40', height: '40' } })
}

/** Changes text only where it differs, so that screen readers are not told the same again. */
export function setText(place: HTMLElement, text: string): void {
  if (place.textContent !== text) place.textContent = text
}
