import { parentPort, workerData } from 'node:worker_threads'
import { readIntake } from './intake.ts'
import type { NoticeJob } from './reader.ts'

const { bytes, name, ground } = workerData as NoticeJob
parentPort?.postMessage(await readIntake(bytes, name, ground))
