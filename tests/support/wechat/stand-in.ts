/** A stand-in for the WeChat process: `node stand-in.ts HOW` says what the wire allows and does one thing wrong. */
const how = process.argv[2]
const tell = (frame: unknown) => process.send!(frame)

const doing: Record<string, (job: number) => void> = {
  well(job) {
    tell({ kind: 'begun', job })
    tell({ kind: 'done', job, result: { outcome: 'sent', id: `m${job}` } })
  },
  'dies-before': () => process.kill(process.pid, 'SIGKILL'),
  'dies-after'(job) {
    tell({ kind: 'begun', job })
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), 20)
  },
  'says-nothing': () => undefined,
}

process.on('message', ({ do: what, job, n }: { do: string; job: number; n: number }) => {
  if (what === 'end' && how !== 'deaf') process.exit(0)
  if (what === 'ping' && how !== 'hangs') tell({ kind: 'pong', n })
  if (what === 'text') (doing[how!] ?? doing.well)!(job)
})
if (how === 'talks-nonsense') tell({ kind: 'exec', code: 'x' })
if (how === 'ends-at-once') process.exit(73)
if (how === 'tells-environment') for (const name of Object.keys(process.env)) tell({ kind: 'trouble', what: name })
tell({ kind: 'trouble', what: 'here' })
