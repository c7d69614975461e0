import { App } from 'antd'
import { keepPreviousData, useMutation, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { api, ApiError, type Args, type Input, type Key, type Output } from './api.ts'

type Watch = { enabled?: boolean; refetchInterval?: number; keep?: boolean }

/** Reads an endpoint and keeps it fresh. `keep` shows the old rows while new ones come (paging, filters). */
export function useApi<K extends Key>(
  key: K,
  input?: Input<K>,
  watch: Watch = {},
): UseQueryResult<Output<K>, ApiError> {
  return useQuery<Output<K>, ApiError>({
    queryKey: [key, input ?? null],
    queryFn: ({ signal }) => api(key, ...([input, { signal }] as unknown as Args<K>)),
    enabled: watch.enabled ?? true,
    refetchInterval: watch.refetchInterval,
    placeholderData: watch.keep ? (keepPreviousData as never) : undefined,
  })
}

/** A change. `act` throws ApiError (forms show it at the fields); `run` tells the person and answers undefined instead.
 *  Whatever is on screen is read again afterwards: a change may touch lists, counts and inboxes of other modules. */
export function useAct<K extends Key>(key: K, said?: string) {
  const client = useQueryClient()
  const { message } = App.useApp()
  const mutation = useMutation<Output<K>, ApiError, Input<K>>({
    mutationFn: (input) => api(key, ...([input] as unknown as Args<K>)),
    onSuccess: async () => {
      if (said) void message.success(said)
      await client.invalidateQueries()
    },
  })
  const act = (input: Input<K>): Promise<Output<K>> => mutation.mutateAsync(input)
  const run = async (input: Input<K>): Promise<Output<K> | undefined> => {
    try {
      return await act(input)
    } catch (error) {
      void message.error(spoken(error))
      return undefined
    }
  }
  return { act, run, pending: mutation.isPending, error: mutation.error }
}

/** The Chinese sentence of an error, with the request's number when the fault is ours. */
export function spoken(error: unknown): string {
  if (!(error instanceof ApiError)) return '页面出现故障，请刷新后再试'
  return error.status >= 500 && error.requestId
    ? `${error.message}（请求编号 ${error.requestId.slice(0, 8)}）`
    : error.message
}

/** A parameter of the path, e.g. `$id`. */
export const useParam = (name: string): string =>
  (useParams({ strict: false }) as Record<string, string | undefined>)[name] ?? ''
