/** How the WeChat channel is set up. */
export interface WechatSettings {
  /** The most messages in any 24 hours. */
  perDay: number
  /** The zone of the quiet hours. */
  zone: string
  /** Where the platform is, in tests; null for WeChat itself. */
  endpoint: string | null
  /** What the process that speaks with WeChat gets of our environment: how to reach the network, and nothing else. */
  environment: Record<string, string>
}

const handedOn = [
  'PATH',
  'SystemRoot',
  'TZ',
  'HTTPS_PROXY',
  'https_proxy',
  'NO_PROXY',
  'no_proxy',
  'NODE_EXTRA_CA_CERTS',
]

/** Of an environment, what the WeChat process needs; every other variable, our secrets among them, stays here. */
export const environmentFor = (env: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(handedOn.flatMap(name => (env[name] ? [[name, env[name]]] : [])))
