// Invented names of 湖湾区. None is a real place or firm of the district that the demo is modelled on.
const list = (text: string): readonly string[] => text.split(' ')

export const roads = list(
  '湖滨大道 澄江路 望山路 文昌路 云浦路 晴川大道 松岭路 荷塘路 石桥大街 芦洲路 清源路 学府路 平安路 科教路 惠民路 柳堤路 采菱路 银杏大道 创新路 环湖路',
)
export const quarters = list(
  '东湖新城 澄湾滨水片区 柳堤老城片区 云浦科创园 晴川商务区 松岭山前片区 荷塘产业园 石桥古镇片区 芦洲农业园 环湖步道沿线 银杏商业街区 文昌公园片区',
)
export const rivers = list('澄江河 采菱河 云溪 石桥港 芦洲塘 柳浪浜 白荡河 松岭涧 晴川引河 北圩河')
export const schools = list(
  '东湖实验小学 澄湾中学 柳堤第二小学 云浦外国语学校 晴川中心小学 松岭初级中学 荷塘中心小学 石桥中学 芦洲学校 文昌幼儿园',
)
export const venues = list(
  '湖湾区图书馆 湖湾区文化馆 东湖美术馆 澄湾社区书房 柳堤书场 云浦科技馆 晴川全民健身中心 石桥民俗馆',
)
export const clinics = list(
  '东湖社区卫生服务中心 澄湾社区卫生服务中心 荷塘镇卫生院 石桥镇卫生院 芦洲镇卫生院 云浦社区卫生服务中心',
)
export const projects = list(
  '云浦智能传感器产业园 东湖雨水泵站 澄湾第二实验学校 荷塘高端装备产业园 晴川体育公园 松岭水厂深度处理工程 石桥古镇环境整治工程 芦洲粮食烘干中心 柳堤老旧管网更新工程 银杏路地下停车场 区妇幼保健院迁建工程 文昌养老服务中心 环湖慢行桥 采菱河综合整治工程 云浦人才公寓二期 澄江路快速化改造 区综合档案馆 荷塘污水处理厂扩建工程 晴川公交首末站 白荡河生态湿地 东湖消防救援站 松岭森林防火通道 科创中试基地 石桥卫生院改扩建',
)
const firmNames = list(
  '云帆智能装备 澄光精密机械 湖芯传感技术 青杨新材料 晴川生物医药 松岭茶业 芦洲生态农业 望湖光电 锦澜纺织科技 启明自动化 石桥轴承 汀兰食品 白鹭环保工程 银杏软件 长堤建设工程 采菱餐饮管理 知行数据服务 金帆物流 天成建筑装饰 碧波水务工程 春晖医疗器械 红枫包装 瑞景园林 映月照明',
)
/** 示例 stands where a real firm has its city: no firm bears such a name. */
export const firms = firmNames.map((name) => `示例${name}有限公司`)
export const cuisines = list(
  '集体用餐配送单位 农贸市场 校园食堂 连锁餐饮店 烘焙门店 冷饮生产企业 熟食卤味店 大型商超 养老机构食堂 水产品批发点 婴幼儿配方食品专柜 网络订餐商户',
)
export const inspected = list(
  '餐饮燃气使用单位 工贸企业 粉尘涉爆企业 建筑工地 大型商业综合体 加油站 有限空间作业单位 液氨制冷企业 养老机构 校外培训机构 仓储物流园 旅游景点',
)
export const wards = list('中医 康复 全科 口腔 儿童保健 慢病管理 眼科 皮肤')
export const upperThemes = list(
  '基层政务公开 优化营商环境 城市更新 太湖流域治理 养老服务体系建设 高质量充分就业 数字政府建设 安全生产 乡村建设 义务教育优质均衡 公共文化服务 食品安全 医疗服务改革 防汛抗旱 科技创新 交通强市建设 老旧小区改造 法治政府建设',
)
export const drafts = list(
  '湖湾区物业管理若干规定 湖湾区户外招牌设置导则 湖湾区停车泊位管理办法 湖湾区居家养老服务条件 湖湾区文明养犬管理规定 湖湾区河道管护办法 湖湾区公共文化设施开放办法 湖湾区生活垃圾分类实施细则',
)
export const corners = list('口袋公园 电动自行车充电棚 雨水花园 日间照料中心 儿童活动角 农贸市场 居民书屋 老年助餐点')
export const agencies = list('示例省人民政府 示例市人民政府 示例日报 省人民政府网站 市人民政府网站')
