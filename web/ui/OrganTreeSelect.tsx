import { TreeSelect, type TreeSelectProps } from 'antd'
import { useMemo } from 'react'
import { nest, type OrganNode } from './organ-tree.ts'

type Props = { organs: readonly OrganNode[]; loading?: boolean } & Omit<TreeSelectProps<string>, 'treeData' | 'loading'>

/** Chooses an organ from the tree; finds by name or short name. */
export function OrganTreeSelect({ organs, loading, ...rest }: Props) {
  const tree = useMemo(() => nest(organs), [organs])
  return (
    <TreeSelect<string>
      treeData={tree}
      loading={loading}
      placeholder="请选择机构"
      allowClear
      treeLine={{ showLeafIcon: false }}
      styles={{ popup: { root: { maxHeight: 420 } } }}
      showSearch={{ treeNodeFilterProp: 'search' }}
      treeDefaultExpandedKeys={tree[0] ? [tree[0].value] : []}
      {...rest}
    />
  )
}
