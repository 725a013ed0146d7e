/** What the pages of the console do where there is JavaScript: lists that sort, search and tick, and parts that keep themselves up to date. */

const all = <E extends Element>(selector: string, within: ParentNode = document) => [
  ...within.querySelectorAll<E>(selector),
]

/** What a cell sorts by: a key that it carries, else its text; numbers as numbers. */
function keyOf(row: HTMLTableRowElement, column: number): string | number {
  const cell = row.cells[column]
  const text = cell?.dataset.key ?? cell?.textContent?.trim() ?? ''
  const number = Number.parseFloat(text)
  return /^-?[\d.]/.test(text) && !Number.isNaN(number) ? number : text
}

function compare(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return String(a).localeCompare(String(b), 'zh-CN', { numeric: true })
}

/** Headings become buttons that sort. */
function makeSortable(table: HTMLTableElement): void {
  for (const head of all<HTMLTableCellElement>('thead th:not(.pick):not(.press)', table)) {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'sort'
    button.append(...head.childNodes)
    head.append(button)
    button.addEventListener('click', () => {
      const isUp = head.ariaSort !== 'ascending'
      for (const other of all<HTMLElement>('th', table)) other.ariaSort = null
      head.ariaSort = isUp ? 'ascending' : 'descending'
      const body = table.tBodies[0]!
      const rows = [...body.rows].sort((a, b) => compare(keyOf(a, head.cellIndex), keyOf(b, head.cellIndex)))
      body.append(...(isUp ? rows : rows.reverse()))
    })
  }
}

/** A line above a long table: what is typed there leaves the rows that hold it. */
function makeFindable(table: HTMLTableElement): void {
  const { find } = table.dataset
  if (!find) return
  const box = document.createElement('input')
  box.type = 'search'
  box.placeholder = find
  box.ariaLabel = find
  box.className = 'find'
  box.addEventListener('input', () => {
    const wanted = box.value.trim().toLowerCase()
    for (const row of table.tBodies[0]!.rows) row.hidden = !row.textContent.toLowerCase().includes(wanted)
  })
  table.before(box)
}

/** One box that ticks all rows that are shown. */
function makePickable(table: HTMLTableElement): void {
  const { pickAll } = table.dataset
  const head = table.querySelector('thead th.pick')
  if (!pickAll || !head) return
  const box = document.createElement('input')
  box.type = 'checkbox'
  box.ariaLabel = pickAll
  box.title = pickAll
  box.addEventListener('change', () => {
    for (const row of table.tBodies[0]!.rows)
      if (!row.hidden) for (const tick of all<HTMLInputElement>('td.pick input', row)) tick.checked = box.checked
  })
  head.replaceChildren(box)
}

function liven(within: ParentNode): void {
  for (const table of all<HTMLTableElement>('table[data-sort]', within)) {
    makeSortable(table)
    makeFindable(table)
    makePickable(table)
  }
}

/** Whether somebody is about to do something in a part, which must not be taken from under their hands. */
function isBusy(part: HTMLElement): boolean {
  const inside = part.contains(document.activeElement) && document.activeElement?.matches('input, textarea, select')
  return (
    Boolean(inside) || all<HTMLInputElement>('input:checked', part).length > 0 || all('details[open]', part).length > 0
  )
}

/** The part of the page that changes by itself: the server sends it whole whenever it has. */
function follow(part: HTMLElement): void {
  const at = part.dataset.live
  if (!at) return
  const stream = new EventSource(`/desk/live?at=${encodeURIComponent(at)}`)
  const lost = document.createElement('p')
  lost.className = 'notice warn'
  lost.setAttribute('role', 'status')
  lost.textContent = part.dataset.lost ?? ''
  /** The newest that came and is not shown yet; the server says it once. */
  let waiting: string | null = null
  const show = () => {
    if (waiting === null || isBusy(part)) return
    // The server escaped it, as it did when the page came.
    part.innerHTML = waiting
    waiting = null
    liven(part)
  }
  stream.addEventListener('part', event => {
    waiting = (event as MessageEvent<string>).data
    show()
  })
  // When the hands are off; where the focus goes is known a moment later.
  for (const end of ['change', 'focusout', 'toggle'])
    part.addEventListener(end, () => setTimeout(show), { capture: true })
  stream.addEventListener('end', () => {
    stream.close()
    location.reload()
  })
  stream.addEventListener('open', () => lost.remove())
  stream.addEventListener('error', () => part.before(lost))
  addEventListener('pagehide', () => stream.close())
}

/** Below a form: what it would come to as it is filled in now, asked for a moment after the last change. */
function foresee(part: HTMLElement): void {
  const form = part.querySelector('form')
  const to = part.dataset.preview
  if (!form || !to) return
  let waiting: ReturnType<typeof setTimeout> | undefined
  let asked = 0
  const ask = async () => {
    const mine = ++asked
    const body = new FormData(form)
    for (const input of all<HTMLInputElement>('input[type="file"]', form)) body.delete(input.name)
    const answer = await fetch(to, { method: 'POST', body }).catch(() => null)
    if (!answer || mine !== asked || answer.status === 429) return
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    // What is refused is said where the preview would stand: nobody who is still writing is led astray by it.
    const found = answer.ok ? page.querySelector('#preview') : null
    const told = page.querySelector('[role="alert"]')
    const preview = document.querySelector('#preview')
    if (found) preview?.replaceWith(found)
    else if (told) preview?.replaceChildren(told)
  }
  form.addEventListener('input', () => {
    clearTimeout(waiting)
    waiting = setTimeout(() => void ask(), 1200)
  })
}

/** A form that takes a file from wherever it is dropped on the page, and says that it is being sent. */
function takeDrops(part: HTMLElement): void {
  const form = part.querySelector('form')
  const input = form?.querySelector<HTMLInputElement>('input[type="file"]')
  if (!form || !input) return
  const told = document.createElement('p')
  told.setAttribute('role', 'status')
  part.append(told)
  const over = (isOver: boolean) => {
    part.classList.toggle('over', isOver)
    told.textContent = isOver ? (part.dataset.drop ?? '') : ''
  }
  addEventListener('dragover', event => {
    event.preventDefault()
    over(true)
  })
  addEventListener('dragleave', event => {
    if (event.relatedTarget === null) over(false)
  })
  addEventListener('drop', event => {
    event.preventDefault()
    over(false)
    const files = event.dataTransfer?.files
    if (!files?.length) return
    input.files = files
    form.requestSubmit()
  })
  form.addEventListener('submit', () => {
    told.textContent = part.dataset.busy ?? ''
  })
  addEventListener('pageshow', () => over(false))
}

/** Buttons that print the page are there only where something hears them. */
function makePrintable(button: HTMLButtonElement): void {
  button.hidden = false
  button.addEventListener('click', () => print())
}

/** Texts that are there to be copied are chosen whole at once. */
function selectWhole({ target }: Event): void {
  const isText = target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement
  if (isText && target.readOnly) target.select()
}

/** A form that was sent is not sent twice by an impatient finger. */
function once(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement
  if (form.method !== 'post') return
  if (form.dataset.sent) event.preventDefault()
  form.dataset.sent = 'yes'
  // A file that is taken away leaves the page where it is.
  setTimeout(() => delete form.dataset.sent, 4000)
}

liven(document)
document.addEventListener('submit', once)
document.addEventListener('focusin', selectWhole)
for (const part of all<HTMLElement>('[data-preview]')) foresee(part)
for (const part of all<HTMLElement>('[data-drop]')) takeDrops(part)
for (const button of all<HTMLButtonElement>('[data-print]')) makePrintable(button)
const live = document.querySelector<HTMLElement>('#live')
if (live) follow(live)
