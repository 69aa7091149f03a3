# Landing
landing-title = 把问题说清楚，再找对的人
landing-h1-a = 把问题说清楚，
landing-h1-b = 再找对的人。
landing-lead = 企业把技术难题交给联盟。技术经纪人先陪您问诊，写成可检验的指标，再从国内外专家团队中找人。每一次推荐，都附原文佐证，也写明缺口。
landing-submit = 提交技术需求
landing-needs = 看已公开的需求
landing-promise = 提交需求不需要账号；{ $days } 个工作日内答复。
landing-evidence-title = 推荐不是一个分数，是一段原文
landing-evidence = 需求里的每项指标都有编号。专家的论文、专利和既往问诊里，哪一句回答了哪一项，就标在哪一句上；没有找到的，列为缺口。
landing-indicator = 柱塞副磨损量
landing-indicator-values = 现 9.5 µm，目标 ≤ 3 µm（含水甲醇，500 h 台架）
landing-quote-before = 在含水 0.5% 的甲醇中，掺钨类金刚石涂层柱塞副
landing-quote-marked = 经 500 h 台架试验磨损量为 2.6 µm
landing-quote-after = ，全程未见卡滞。
landing-quote-title = 《掺钨类金刚石涂层在含水甲醇中的边界润滑行为》
landing-gap = 涂层后圆柱度 ≤ 1.0 µm
landing-gap-question = 未找到佐证。建议问：全长上的膜厚如何控制？
landing-how-title = 一条需求怎么走
landing-how-1 = 问诊
landing-how-1-text = 经纪人打电话或上门，把“耐磨不够”问成名称、现值、目标值、单位和测试方法。
landing-how-2 = 匹配
landing-how-2-text = 在专家佐证中逐项查找，排除回避与满额，由经纪人决定邀请谁。“暂无合适人选”也是答案。
landing-how-3 = 对接
landing-how-3-text = 双方同意后见面，合同、里程碑与成效都留有凭据，30 天和 90 天各回访一次。
landing-who-title = 谁能看到，由您决定
landing-who = 一条需求选一次公开范围，个别段落可另设。谁看过、何时看的，您随时能查。本平台不受理涉及国家秘密、工作秘密的内容。
landing-alliance-title = 联盟
landing-teams = 专家团队
landing-teams-abroad = 其中境外
landing-experts = 专家
landing-brokers = 技术经纪人
landing-needs-count = 已公开的需求
demo-figures = 演示数据。
as-of = 数字截至 { $day }。

# Sign in
sign-login = 邮箱
sign-password = 密码
sign-forgotten = 忘记密码？请打服务电话，由管理员发一个一次性链接。
sign-no-account = 没有账号也能提交需求：
sign-expired = 登录已过期
sign-expired-more = 您填的内容已经保存；登录后回到原处。
sign-in-again = 重新登录
signed-out-title = 您已退出
signed-out-text = 这台设备上不再能看到您的内容。草稿已保存。

# One-time links
link-title-set-up = 第一次启用
link-title-invitation = 开通账号
link-title-reset = 设置新密码
link-title-sign-in = 演示登录
link-lead-set-up = 创建第一位管理员。这个链接只能用一次。
link-lead-invitation = 请核对姓名，设一个密码，即可使用。
link-lead-reset = 设好新密码后，其他设备上的登录会全部退出。
link-lead-sign-in = 点一下即以演示身份登录，不需要密码。
link-act-set-up = 创建并登录
link-act-invitation = 开通并登录
link-act-reset = 保存新密码
link-act-sign-in = 以此身份登录
link-person = 姓名
link-roles = 身份
link-name = 姓名
link-login = 邮箱
link-password = 密码
link-password-hint = 至少 12 个字符。越长越好，不要求符号和大小写。
link-password-again = 再输一次密码
link-until = 链接在 { $until } 前有效，只能用一次。
link-spent-title = 这个链接已经失效
link-spent-text = 链接只能用一次，或者已经过了有效期。已经设好密码的，直接登录即可；否则请联系为您发链接的人。

# Errors
error-title-unreadable = 这个请求读不懂
error-title-forbidden = 您不能看这一页
error-title-not-found = 没有这一页
error-title-wrong-method = 不能这样操作
error-title-refused = 现在不能这样做
error-title-too-large = 内容太大
error-title-wrong-type = 不收这种文件
error-title-invalid = 有内容不能这样填
error-title-version-missing = 缺少版本号
error-title-too-many = 操作太频繁
error-title-failed = 系统出错了
error-title-unavailable = 系统暂时不可用
error-text-unreadable = 地址或表单不完整。请回到上一页再试一次。
error-text-forbidden = 这里不对您的角色开放。如果是需求的内容，可以请承办的经纪人开放。
error-text-not-found = 地址可能写错了，或者内容已经移走。
error-text-wrong-method = 请从页面上的按钮操作。
error-text-refused = 这条记录的状态已经变了，请看最新情况再决定。
error-text-too-large = 请缩短文字，或把文件拆小再传。
error-text-wrong-type = 请换成页面上写明的文件类型。
error-text-invalid = 请按下面的说明改好，再提交一次。
error-text-version-missing = 请重新打开这一页再改，免得盖掉别人的修改。
error-text-too-many = 请稍等一会儿再试。
error-text-failed = 是我们的问题，不是您的。已保存的内容不会丢失。
error-text-unavailable = 正在启动或正在维护。已保存的内容不会丢失，请稍后再试。
error-act-unreadable = 返回
error-act-forbidden = 返回
error-act-not-found = 返回
error-act-wrong-method = 返回
error-act-refused = 看最新情况
error-act-too-large = 返回
error-act-wrong-type = 返回
error-act-invalid = 返回修改
error-act-version-missing = 重新打开
error-act-too-many = 再试一次
error-act-failed = 再试一次
error-act-unavailable = 再试一次
error-home = 回到首页
error-request = 打电话时请报这个编号：
error-retry-after = { $seconds } 秒后可以再试。

# Two changes at once

# Help
explain-help-1 = 怎样提交需求
explain-help-1-text = 在首页点“提交技术需求”，先写题目和问题，其余可以以后再补。不需要账号：保存后得到一个链接，凭它随时接着填。
    不会写指标也没关系，经纪人会打电话来问。
explain-help-2 = 提交之后
explain-help-2-text = 经纪人在承诺的工作日内答复。需要补充时，问题会写明针对哪一栏，在“我的需求”里直接回答即可。
    公开前，您会看到将要公开的原文；只有您同意，才会公开。
explain-help-3 = 谁能看到我的内容
explain-help-3-text = 公开范围分四档：公开、实名可见、承诺后可见、仅承办人可见。默认是实名可见，联系人永远只有承办人能看。
    涉及国家秘密、工作秘密的内容请不要填写。
explain-help-4 = 专家怎么用
explain-help-4-text = “推荐给我”列出可能值得您花时间的需求，并说明依据您的哪一段成果。不是您的方向，请打服务电话告诉我们。
    请每年确认一次资料；超过一年没有确认的，仍能查到，但不再推荐。
explain-help-5 = 键盘与手机
explain-help-5-text = 按 / 跳到查找框。所有页面不用鼠标、不开脚本也能用，手机上内容排成一列。
    看不清时点“大字”。

# Privacy
explain-privacy-1 = 我们记录什么
explain-privacy-1-text = 账号：姓名、邮箱、身份、界面语言。企业：名称、统一社会信用代码、联系人。专家：姓名、单位、专长、成果、每季度可接次数、联系方式。
    不收集性别、学校、生日，不收集身份证件和银行账户。
explain-privacy-2 = 用来做什么
explain-privacy-2-text = 只用于技术需求的受理、匹配、对接和统计。不用于营销，不出售，不交给与对接无关的人。
explain-privacy-3 = 谁能看到
explain-privacy-3-text = 联系方式只有承办的经纪人能看，双方同意见面后才互相告知。
explain-privacy-4 = 专家的同意
explain-privacy-4-text = 没有记录本人同意的专家，只有经纪人能查到；向企业说出姓名之前，需要本人同意。推荐的依据会告诉本人，本人可以请经纪人不再推荐。
explain-privacy-5 = 出境
explain-privacy-5-text = 需求对境外团队默认不可见。只有企业和经纪人都打开，境外才能看到英文摘要和大市场的联系方式。
explain-privacy-6 = 您的权利
explain-privacy-6-text = 可以查看、更正、导出、删除自己的信息，撤回同意。请打服务电话或联系承办的经纪人。
    本网站只用一个登录凭据和三个记住语言、深浅、字号的设置，没有第三方统计。

# Accessibility
explain-accessibility-1 = 目标
explain-accessibility-1-text = 按照 WCAG 2.2 的 AA 级和 GB/T 37668 制作。
explain-accessibility-2 = 已经做到的
explain-accessibility-2-text = 所有操作可以只用键盘；焦点始终可见；颜色不单独表示意思；文字放大到两倍不丢内容；不限时，不用图形验证码，可以粘贴密码。
    大字版、深色、三种文字随时可换。
explain-accessibility-3 = 还没有做到的
explain-accessibility-3-text = 企业上传的文件可能没有文字层。需要时请打电话，我们读给您听。
explain-accessibility-4 = 告诉我们
explain-accessibility-4-text = 有用不了的地方，请打服务电话，说明页面和您用的设备。

# The list of needs
needs-lead = 不含企业名称；有办法的，请联系经纪人。
needs-query = 找什么技术问题
no-results = 没有符合条件的结果
no-results-more = 换个说法，或者去掉一个筛选条件。
index-behind = 索引更新中
index-behind-more = 最近的变更可能还没有出现。
listed-since = { $day } 起
listed-order = 最近变动的在前
public-abstract = 公开摘要
