import type { GivenSettings } from '../../channels/platform.ts'
import type { PickLimits } from '../../model/careful.ts'
import type { Endpoint } from '../../model/endpoint.ts'

/** The school's model service, and how much it may be asked. */
export interface ModelSettings {
  endpoint: Endpoint
  limits: PickLimits
}

/** Names and defaults of the settings of the model service. */
export const modelDefaults = {
  FAREWELL_MODEL_URL: '',
  FAREWELL_MODEL_NAME: '',
  FAREWELL_MODEL_KEY: '',
  FAREWELL_MODEL_KEY_FILE: '',
  FAREWELL_MODEL_WAIT_MS: '2000',
  FAREWELL_MODEL_PER_MINUTE: '20',
  FAREWELL_MODEL_PER_DAY: '2000',
} as const

const loopback = new Set(['127.0.0.1', '[::1]', 'localhost'])

/** Reads them; null where no service is set up. */
export function readModel({ value, secret, wrong, whole }: GivenSettings): ModelSettings | null {
  const limits = {
    waitMs: whole('FAREWELL_MODEL_WAIT_MS', { from: 100, to: 5000 }),
    perMinute: whole('FAREWELL_MODEL_PER_MINUTE', { from: 1, to: 1000 }),
    perDay: whole('FAREWELL_MODEL_PER_DAY', { from: 1, to: 1_000_000 }),
  }
  const key = secret('FAREWELL_MODEL_KEY')
  const [url, model] = [value('FAREWELL_MODEL_URL'), value('FAREWELL_MODEL_NAME')]
  if (url === '') {
    if (model !== '' || key)
      wrong('FAREWELL_MODEL_URL', '没有写，却写了模型的名字或密钥', '写上服务的地址，或者把另外两项也空着')
    return null
  }
  const problem = faultOf(url)
  if (problem) wrong('FAREWELL_MODEL_URL', problem, '例如 https://llm.example.edu.cn/v1；http 只能是本机 127.0.0.1')
  if (model === '') wrong('FAREWELL_MODEL_NAME', '没有写', '写服务里那个模型的名字')
  return { endpoint: { url: url.replace(/\/+$/, ''), model, key }, limits }
}

/** What is wrong with an address; it is never repeated, because it may hold a secret. */
function faultOf(url: string): string | null {
  if (!URL.canParse(url)) return '不是网址'
  const { protocol, hostname, username, password, search, hash } = new URL(url)
  if (username || password || search || hash) return '里面不能有账号、密码、问号或井号'
  if (protocol === 'https:' || (protocol === 'http:' && loopback.has(hostname))) return null
  return '不是 https 的网址'
}
