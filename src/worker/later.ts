// Tools that are fetched when one of them is first asked for: the stage stands before most readers want any.

type Method = (...args: never[]) => Promise<unknown>

/** `names`: all methods, so that each can be called before the others are there. */
export function later<Tools extends { readonly [name in keyof Tools]: Method }>(
  names: { readonly [name in keyof Tools]: true },
  load: () => Promise<Tools>,
): Tools {
  let loading: Promise<Tools> | null = null
  const forwarded: Record<string, Method> = {}
  for (const name of Object.keys(names)) {
    forwarded[name] = async (...args) => {
      loading ??= load()
      const tools = await loading
      const method = tools[name as keyof Tools] as unknown as (
        ...given: readonly unknown[]
      ) => Promise<unknown>
      return method(...args)
    }
  }
  return forwarded as unknown as Tools
}
