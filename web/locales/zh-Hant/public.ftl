# Landing
landing-title = 把問題說清楚，再找對的人
landing-h1-a = 把問題說清楚，
landing-h1-b = 再找對的人。
landing-lead = 企業把技術難題交給聯盟。技術經紀人先陪您問診，寫成可檢驗的指標，再從國內外專家團隊中找人。每一次推薦都附上原文佐證，也寫明缺口。
landing-submit = 提出技術需求
landing-needs = 看已公開的需求
landing-promise = 提出需求不需要帳號；{ $days } 個工作天內回覆。
landing-evidence-title = 推薦不是一個分數，是一段原文
landing-evidence = 需求裡的每項指標都有編號。專家的論文、專利與過往問診中，哪一句回答了哪一項，就標在哪一句上；沒有找到的，列為缺口。
landing-indicator = 柱塞副磨耗量
landing-indicator-values = 現 9.5 µm，目標 ≤ 3 µm（含水甲醇，500 h 臺架）
landing-quote-before = 在含水 0.5% 的甲醇中，摻鎢類鑽石塗層柱塞副
landing-quote-marked = 經 500 h 臺架試驗磨耗量為 2.6 µm
landing-quote-after = ，全程未見卡滯。
landing-quote-title = 〈摻鎢類鑽石塗層在含水甲醇中的邊界潤滑行為〉
landing-gap = 塗層後圓柱度 ≤ 1.0 µm
landing-gap-question = 未找到佐證。建議詢問：全長上的膜厚如何控制？
landing-how-title = 一則需求怎麼走
landing-how-1 = 問診
landing-how-1-text = 經紀人打電話或登門，把「耐磨不夠」問成名稱、現值、目標值、單位與測試方法。
landing-how-2 = 媒合
landing-how-2-text = 在專家佐證中逐項查找，排除迴避與額滿者，由經紀人決定邀請誰。「暫無合適人選」也是答案。
landing-how-3 = 對接
landing-how-3-text = 雙方同意後見面，合約、里程碑與成效都留有憑據，30 天與 90 天各回訪一次。
landing-who-title = 誰能看到，由您決定
landing-who = 一則需求選一次公開範圍，個別段落可另設。誰看過、何時看的，您隨時可查。本平臺不受理涉及國家秘密、工作秘密的內容。
landing-alliance-title = 聯盟
landing-teams = 專家團隊
landing-teams-abroad = 其中境外
landing-experts = 專家
landing-brokers = 技術經紀人
landing-needs-count = 已公開的需求
demo-figures = 示範資料。
as-of = 數字截至 { $day }。

# Sign in
sign-login = 電子郵件
sign-password = 密碼
sign-forgotten = 忘記密碼？請撥服務電話，由管理員寄送一次性連結。
sign-no-account = 沒有帳號也能提出需求：
sign-expired = 登入已逾時
sign-expired-more = 您填寫的內容已經儲存；登入後回到原處。
sign-in-again = 重新登入
signed-out-title = 您已登出
signed-out-text = 這部裝置上不再能看到您的內容。草稿已儲存。

# One-time links
link-title-set-up = 首次啟用
link-title-invitation = 開通帳號
link-title-reset = 設定新密碼
link-title-sign-in = 示範登入
link-lead-set-up = 建立第一位管理員。這個連結只能使用一次。
link-lead-invitation = 請核對姓名，設定一組密碼，即可使用。
link-lead-reset = 設定新密碼後，其他裝置上的登入會全部登出。
link-lead-sign-in = 按一下即以示範身分登入，不需要密碼。
link-act-set-up = 建立並登入
link-act-invitation = 開通並登入
link-act-reset = 儲存新密碼
link-act-sign-in = 以此身分登入
link-person = 姓名
link-roles = 身分
link-name = 姓名
link-login = 電子郵件
link-password = 密碼
link-password-hint = 至少 12 個字元。越長越好，不要求符號與大小寫。
link-password-again = 再輸入一次密碼
link-until = 連結在 { $until } 前有效，只能使用一次。
link-spent-title = 這個連結已經失效
link-spent-text = 連結只能使用一次，或者已經過了有效期限。已經設好密碼的，直接登入即可；否則請聯絡寄連結給您的人。

# Errors
error-title-unreadable = 無法讀取這個要求
error-title-forbidden = 您不能檢視這一頁
error-title-not-found = 沒有這一頁
error-title-wrong-method = 不能這樣操作
error-title-refused = 現在不能這樣做
error-title-too-large = 內容太大
error-title-wrong-type = 不接受這種檔案
error-title-invalid = 有內容不能這樣填
error-title-version-missing = 缺少版本號
error-title-too-many = 操作太頻繁
error-title-failed = 系統發生錯誤
error-title-unavailable = 系統暫時無法使用
error-text-unreadable = 網址或表單不完整。請回到上一頁再試一次。
error-text-forbidden = 這裡不對您的角色開放。如果是需求的內容，可以請承辦的經紀人開放。
error-text-not-found = 網址可能寫錯了，或者內容已經移走。
error-text-wrong-method = 請使用頁面上的按鈕操作。
error-text-refused = 這筆紀錄的狀態已經改變，請看最新情況再決定。
error-text-too-large = 請縮短文字，或把檔案拆小再上傳。
error-text-wrong-type = 請改用頁面上註明的檔案類型。
error-text-invalid = 請依下列說明修改後，再送出一次。
error-text-version-missing = 請重新開啟這一頁再修改，以免蓋掉別人的修改。
error-text-too-many = 請稍候再試。
error-text-failed = 是我們的問題，不是您的。已儲存的內容不會遺失。
error-text-unavailable = 正在啟動或維護。已儲存的內容不會遺失，請稍後再試。
error-act-unreadable = 返回
error-act-forbidden = 返回
error-act-not-found = 返回
error-act-wrong-method = 返回
error-act-refused = 看最新情況
error-act-too-large = 返回
error-act-wrong-type = 返回
error-act-invalid = 返回修改
error-act-version-missing = 重新開啟
error-act-too-many = 再試一次
error-act-failed = 再試一次
error-act-unavailable = 再試一次
error-home = 回到首頁
error-request = 來電時請告知這個編號：
error-retry-after = { $seconds } 秒後可以再試。

# Two changes at once

# Help
explain-help-1 = 如何提出需求
explain-help-1-text = 在首頁按「提出技術需求」，先寫題目與問題，其餘可以之後再補。不需要帳號：儲存後得到一個連結，憑它隨時接著填。
    不會寫指標也沒關係，經紀人會打電話來問。
explain-help-2 = 送出之後
explain-help-2-text = 經紀人會在承諾的工作天內回覆。需要補充時，問題會註明針對哪一欄，在「我的需求」裡直接回答即可。
    公開前，您會看到將要公開的原文；只有您同意，才會公開。
explain-help-3 = 誰能看到我的內容
explain-help-3-text = 公開範圍分四級：公開、實名可見、承諾後可見、僅承辦人可見。預設為實名可見，聯絡人永遠只有承辦人能看。
    涉及國家秘密、工作秘密的內容請不要填寫。
explain-help-4 = 專家如何使用
explain-help-4-text = 「推薦給我」列出可能值得您花時間的需求，並說明依據您的哪一段成果。不是您的方向，請打服務電話告訴我們。
    請每年確認一次資料；超過一年沒有確認的，仍可查到，但不再推薦。
explain-help-5 = 鍵盤與手機
explain-help-5-text = 按 / 跳到搜尋框。所有頁面不用滑鼠、不開指令碼也能使用，手機上內容排成一欄。
    看不清楚時按「大字」。

# Privacy
explain-privacy-1 = 我們記錄什麼
explain-privacy-1-text = 帳號：姓名、電子郵件、身分、介面語言。企業：名稱、統一社會信用代碼、聯絡人。專家：姓名、單位、專長、成果、每季可接次數、聯絡方式。
    不蒐集性別、學校、生日，不蒐集身分證件與銀行帳戶。
explain-privacy-2 = 用來做什麼
explain-privacy-2-text = 只用於技術需求的受理、媒合、對接與統計。不用於行銷，不販售，不交給與對接無關的人。
explain-privacy-3 = 誰能看到
explain-privacy-3-text = 聯絡方式只有承辦的經紀人能看，雙方同意見面後才互相告知。
explain-privacy-4 = 專家的同意
explain-privacy-4-text = 沒有記錄本人同意的專家，只有經紀人能查到；向企業說出姓名之前，需要本人同意。推薦的依據會告訴本人，本人可以請經紀人不再推薦。
explain-privacy-5 = 出境
explain-privacy-5-text = 需求對境外團隊預設不可見。只有企業與經紀人都開啟，境外才能看到英文摘要與大市場的聯絡方式。
explain-privacy-6 = 您的權利
explain-privacy-6-text = 可以檢視、更正、匯出、刪除自己的資訊，撤回同意。請撥服務電話或聯絡承辦的經紀人。
    本網站只用一個登入憑據與三個記住語言、深淺、字級的設定，沒有第三方統計。

# Accessibility
explain-accessibility-1 = 目標
explain-accessibility-1-text = 依照 WCAG 2.2 的 AA 級與 GB/T 37668 製作。
explain-accessibility-2 = 已經做到的
explain-accessibility-2-text = 所有操作可以只用鍵盤；焦點始終可見；顏色不單獨表示意思；文字放大到兩倍不遺失內容；不限時，不用圖形驗證碼，可以貼上密碼。
    大字版、深色、三種文字隨時可換。
explain-accessibility-3 = 還沒有做到的
explain-accessibility-3-text = 企業上傳的檔案可能沒有文字層。需要時請來電，我們讀給您聽。
explain-accessibility-4 = 告訴我們
explain-accessibility-4-text = 有無法使用的地方，請撥服務電話，說明頁面與您使用的裝置。

# The list of needs
needs-lead = 不含企業名稱；有辦法的，請聯絡經紀人。
needs-query = 找什麼技術問題
no-results = 沒有符合條件的結果
no-results-more = 換個說法，或者去掉一個篩選條件。
index-behind = 索引更新中
index-behind-more = 最近的變更可能還沒有出現。
listed-since = { $day } 起
listed-order = 最近變動的在前
public-abstract = 公開摘要
