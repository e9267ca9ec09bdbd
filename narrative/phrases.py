"""Every word Kedok says outside the story, in both languages, and the names of its commands.

A phrase is a template with `{slots}`. Both languages hold the same phrases with the same slots; a test sees to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from narrative.events import Command, Language, Pace


class Phrase(StrEnum):
    """What can be said. The comment at each text is the member's place of use."""

    HELP = "help"
    HELP_TALK = "help_talk"
    HELP_ALONE = "help_alone"
    HELP_CHOICE = "help_choice"
    HELP_ENDED = "help_ended"
    LANGUAGE_ASK = "language_ask"
    LANGUAGE_SET = "language_set"
    LANGUAGE_UNKNOWN = "language_unknown"
    PACE_ASK = "pace_ask"
    PACE_SET = "pace_set"
    PACE_UNKNOWN = "pace_unknown"
    PACE_INSTANT = "pace_instant"
    PACE_BRISK = "pace_brisk"
    PACE_CALM = "pace_calm"
    PACE_SLOW = "pace_slow"
    RECAP = "recap"
    RECAP_NOTHING = "recap_nothing"
    RECAP_LAST = "recap_last"
    RECAP_TALK = "recap_talk"
    RECAP_CHOICE = "recap_choice"
    RECAP_ENDED = "recap_ended"
    UNDONE = "undone"
    UNDO_NOTHING = "undo_nothing"
    WHY_TOOK = "why_took"
    WHY_TOOK_ALONE = "why_took_alone"
    WHY_BOTH = "why_both"
    WHY_UNSURE = "why_unsure"
    WHY_UNSURE_ALONE = "why_unsure_alone"
    WHY_CORRECTED = "why_corrected"
    WHY_SILENCE = "why_silence"
    WHY_NOTHING = "why_nothing"
    WHY_ELSE = "why_else"
    WHY_RIGHT = "why_right"
    MEANT_ASK = "meant_ask"
    MEANT_SEVERAL = "meant_several"
    MEANT_UNKNOWN = "meant_unknown"
    MEANT_MORE = "meant_more"
    MEANT_ELSE = "meant_else"
    MEANT_LEAVE = "meant_leave"
    MEANT_LEFT = "meant_left"
    MEANT_ALREADY = "meant_already"
    MEANT_DONE = "meant_done"
    CONSENT_ASK = "consent_ask"
    CONSENT_YES = "consent_yes"
    CONSENT_NO = "consent_no"
    CONSENT_GIVEN = "consent_given"
    CONSENT_REFUSED = "consent_refused"
    RESTART_ASK = "restart_ask"
    RESTART_YES = "restart_yes"
    RESTART_NO = "restart_no"
    RESTART_KEPT = "restart_kept"
    CONTENT = "content"
    PRIVACY = "privacy"
    PRIVACY_KEPT = "privacy_kept"
    PRIVACY_NOT_KEPT = "privacy_not_kept"
    ABOUT = "about"
    STALE = "stale"
    FOREIGN = "foreign"
    NO_VOICE = "no_voice"
    CHOOSE = "choose"
    ENDED = "ended"
    AGAIN = "again"
    EMPTY = "empty"
    TEXT_ONLY = "text_only"
    EDITED = "edited"
    UNKNOWN_COMMAND = "unknown_command"
    ALREADY_HERE = "already_here"
    SELF_HARM = "self_harm"
    SELF_HARM_GO_ON = "self_harm_go_on"
    SELF_HARM_WAIT = "self_harm_wait"
    BOOK_CHANGED = "book_changed"
    PARKED = "parked"
    UNREADABLE = "unreadable"
    # On platform controls
    SPEAK_BUTTON = "speak_button"
    SPEAK_TITLE = "speak_title"
    SPEAK_LABEL = "speak_label"
    SPEAK_HINT = "speak_hint"
    YOU = "you"
    DISCORD_STARTED = "discord_started"
    DISCORD_DM_SENT = "discord_dm_sent"
    DISCORD_DM_CLOSED = "discord_dm_closed"
    DISCORD_NO_THREAD = "discord_no_thread"
    DISCORD_UNHEARD = "discord_unheard"
    PRIVATE_ONLY = "private_only"
    BOT_DESCRIPTION = "bot_description"
    BOT_SHORT_DESCRIPTION = "bot_short_description"
    # In the terminal
    TERMINAL_WELCOME = "terminal_welcome"
    TERMINAL_TALK_PROMPT = "terminal_talk_prompt"
    TERMINAL_CHOICE_PROMPT = "terminal_choice_prompt"
    TERMINAL_GOODBYE = "terminal_goodbye"
    TERMINAL_SAVE_BUSY = "terminal_save_busy"


_ENGLISH: Mapping[Phrase, str] = {
    Phrase.HELP: (
        "You are the mask. When she is listening, type whatever you would say, or press one of the lines. "
        "Before that you can only be made: choose, or let him decide.\n\n"
        "/recap – where were we\n/undo – take back your last turn\n/why – how were you taken\n/meant – say what you meant\n/restart – begin again\n"
        "/language – English or Indonesian\n/pace – how fast the lines come\n/content – what the story touches\n"
        "/privacy – what is kept about you\n/about – what this is"
    ),
    Phrase.HELP_TALK: (
        "She is listening now. You can greet her, ask about her, her work or her husband, tell her something, "
        "invite her, joke, confess, lie, or keep silent with “…”. She answers in her own time, and never twice the same."
    ),
    Phrase.HELP_ALONE: (
        "You have a mouth now, and nobody but him to hear it. Say anything: greet, joke, rage, lie, give yourself a name, "
        "or keep silent with “…”."
    ),
    Phrase.HELP_CHOICE: "A choice is open. Press a button, or type its number or its words.",
    Phrase.HELP_ENDED: "This reading has come to its end. /restart begins another.",
    Phrase.LANGUAGE_ASK: "Which language shall we read in?",
    Phrase.LANGUAGE_SET: "We go on in English.",
    Phrase.LANGUAGE_UNKNOWN: "I can read in English (en) or Indonesian (id). For example: /language id",
    Phrase.PACE_ASK: "How fast should the lines come? Now: {pace}.",
    Phrase.PACE_SET: "The lines now come at this pace: {pace}.",
    Phrase.PACE_UNKNOWN: "There are four paces: instant, brisk, calm and slow. For example: /pace calm",
    Phrase.PACE_INSTANT: "instant",
    Phrase.PACE_BRISK: "brisk",
    Phrase.PACE_CALM: "calm",
    Phrase.PACE_SLOW: "slow",
    Phrase.RECAP: "Where we were:",
    Phrase.RECAP_NOTHING: "We have only just begun.",
    Phrase.RECAP_LAST: "The last thing you heard:",
    Phrase.RECAP_TALK: "It is your turn to speak.",
    Phrase.RECAP_CHOICE: "A choice is open.",
    Phrase.RECAP_ENDED: "The reading has come to its end.",
    Phrase.UNDONE: "Taken back. You never said it.",
    Phrase.UNDO_NOTHING: "There is nothing left to take back.",
    Phrase.WHY_TOOK: "“{words}”\nShe took it as {act}.",
    Phrase.WHY_TOOK_ALONE: "“{words}”\nIt was taken as {act}.",
    Phrase.WHY_BOTH: "{act}, and also {also}",
    Phrase.WHY_UNSURE: "“{words}”\nShe was not sure how you meant it, so she let it pass.",
    Phrase.WHY_UNSURE_ALONE: "“{words}”\nIt was not clear how you meant it, so it was let pass.",
    Phrase.WHY_CORRECTED: "“{words}”\nYou have said how you meant it, and so it was taken: {act}.",
    Phrase.WHY_SILENCE: "You said nothing, and nothing is what was heard.",
    Phrase.WHY_NOTHING: "There is nothing of yours to explain just now. Say something first; after the answer, /why tells how it was taken.",
    Phrase.WHY_ELSE: "If you meant something else, say so. Your words stay, and the answer is given anew.",
    Phrase.WHY_RIGHT: "That is right",
    Phrase.MEANT_ASK: "“{words}” How did you mean it?",
    Phrase.MEANT_SEVERAL: "That may be more than one thing. How did you mean “{words}”?",
    Phrase.MEANT_UNKNOWN: "I do not know that by name. How did you mean “{words}”? Perhaps one of these:",
    Phrase.MEANT_MORE: "One of these? You can also name it: /meant joke, for example.",
    Phrase.MEANT_ELSE: "Something else…",
    Phrase.MEANT_LEAVE: "Leave it",
    Phrase.MEANT_LEFT: "Then it stays as it is.",
    Phrase.MEANT_ALREADY: "That is how it was taken. Nothing needs to change.",
    Phrase.MEANT_DONE: "Once more, then. You meant {act}.",
    Phrase.CONSENT_ASK: (
        "Thank you. May the author see this line, and others that were misheard or not followed, so that she learns to hear better? "
        "Only the words are kept, how they were taken, how you meant them, and the day; never who you are. Nothing is kept unless you say yes."
    ),
    Phrase.CONSENT_YES: "Yes, keep such lines",
    Phrase.CONSENT_NO: "No, keep none",
    Phrase.CONSENT_GIVEN: "Thank you. Lines that were misheard or not followed are kept for the author from now on, without you. /privacy ends it.",
    Phrase.CONSENT_REFUSED: "No lines of yours are kept for the author. You can go on correcting how you were taken. If you change your mind: /privacy",
    Phrase.RESTART_ASK: "Begin again from the wardrobe? This reading, and everything you said in it, will be gone.",
    Phrase.RESTART_YES: "Begin again",
    Phrase.RESTART_NO: "Stay here",
    Phrase.RESTART_KEPT: "Then we stay. Nothing was lost.",
    Phrase.CONTENT: "What this story touches: {notes}.\n\n/undo takes back a turn. You can leave whenever you like; your place is kept.",
    Phrase.PRIVACY: (
        "What is kept: your place in the story, your choices, and those of your own words she may quote back to you. "
        "What you type is read by this program alone; no language model and no other service sees it. "
        "/restart erases the words of this reading.\n\nWhen you correct how you were taken, you are asked once whether such lines may be "
        "kept for the author, without your name. Nothing is kept for the author unless you say yes."
    ),
    Phrase.PRIVACY_KEPT: (
        "You have allowed it: lines that were misheard or not followed are kept for the author. As they carry no name, "
        "those kept already cannot be told from those of others. Shall it go on?"
    ),
    Phrase.PRIVACY_NOT_KEPT: "You have not allowed it: no lines of yours are kept for the author. Shall it stay so?",
    Phrase.ABOUT: (
        "{title}\n{about}\n\nEvery line you read was written beforehand by people. "
        "Nothing is made up by a machine while you read."
    ),
    Phrase.STALE: "That page has been turned already. We are here:",
    Phrase.FOREIGN: "This is somebody else’s reading. /start begins your own.",
    Phrase.NO_VOICE: "You have no mouth yet. You can only be made: choose one of these.",
    Phrase.CHOOSE: "Choose one of these, by its button, its number or its words.",
    Phrase.ENDED: "The reading has come to its end. /restart begins another; she will not say the same things.",
    Phrase.AGAIN: "Begin again",
    Phrase.EMPTY: "There was nothing in it that I could read. Say it in words?",
    Phrase.TEXT_ONLY: "The mask has only a mouth: it cannot use that. Say it in words?",
    Phrase.EDITED: "What was said is said. /undo takes back your last turn, and you can say it anew.",
    Phrase.UNKNOWN_COMMAND: "I do not know that command. /help shows what I understand.",
    Phrase.ALREADY_HERE: "You are in the middle of a reading. We are here:",
    Phrase.SELF_HARM: (
        "A word from outside the story. If you are thinking of ending your life or hurting yourself, please do not stay alone with it. "
        "Talk to somebody you trust now, or to people who are there for this: findahelpline.com lists free lines in every country "
        "(US and Canada: call or text 988; UK and Ireland: 116 123; Indonesia: 119 ext. 8). If you are in danger, call your local "
        "emergency number. The story will wait for as long as you like."
    ),
    Phrase.SELF_HARM_GO_ON: "Go on with the story",
    Phrase.SELF_HARM_WAIT: "The story is waiting. Press the button when you want to go on, or come back another day.",
    Phrase.BOOK_CHANGED: "The story was mended since you last read, and your page moved. We go on from the beginning of this scene.",
    Phrase.UNREADABLE: "Your page cannot be read at the moment; it may belong to another version of this story. It is kept as it is, and the one who runs this bot has been told. Wait, or begin again with /restart.",
    Phrase.PARKED: "Something broke on our side, and your last turn was not taken. The one who runs this bot has been told. Try again, or /undo.",
    Phrase.SPEAK_BUTTON: "Speak",
    Phrase.SPEAK_TITLE: "The mask speaks",
    Phrase.SPEAK_LABEL: "What do you say?",
    Phrase.SPEAK_HINT: "Anything, in your own words.",
    Phrase.YOU: "You",
    Phrase.DISCORD_STARTED: "Your reading is here: {place}",
    Phrase.DISCORD_DM_SENT: "I have written to you privately: {place}",
    Phrase.DISCORD_DM_CLOSED: "I cannot write to you privately. Allow direct messages from this server, or add me to your account, and try again.",
    Phrase.DISCORD_NO_THREAD: "I may not open a thread here. Ask the people of this server to let me, or write to me privately.",
    Phrase.DISCORD_UNHEARD: "In a thread Discord lets me hear only what is said to me: press Speak, reply to one of my messages, or mention me.",
    Phrase.PRIVATE_ONLY: "I read with one person at a time. Write to me privately and we begin.",
    Phrase.BOT_DESCRIPTION: (
        "A novel you read by talking to it. You are the mask a burned man makes for himself; she is his wife. "
        "Type anything: she answers only with lines written by hand, and in the end she writes you a letter made of your own words. "
        "Press Start. For adults. English and Indonesian."
    ),
    Phrase.BOT_SHORT_DESCRIPTION: "A novel you read by talking to it. You are the mask; she answers.",
    Phrase.TERMINAL_WELCOME: "Enter goes on · type to choose or speak · any key skips a wait · /help · Ctrl-D leaves, your place is kept",
    Phrase.TERMINAL_TALK_PROMPT: "say something, or Enter to keep silent",
    Phrase.TERMINAL_CHOICE_PROMPT: "a number, or Enter to let him decide",
    Phrase.TERMINAL_GOODBYE: "Your place is kept in {place}. The same command takes you back to it.",
    Phrase.TERMINAL_SAVE_BUSY: "That save is open in another window: {place}",
}

_INDONESIAN: Mapping[Phrase, str] = {
    Phrase.HELP: (
        "Kamulah topeng itu. Saat perempuan itu mendengarkan, ketik apa saja yang ingin kamu katakan, atau tekan salah satu kalimat. "
        "Sebelum itu kamu hanya bisa dibentuk: pilihlah, atau biarkan pembuatmu yang memutuskan.\n\n"
        "/ringkasan – tadi sampai mana\n/batal – tarik kembali giliran terakhirmu\n/kenapa – ucapanmu ditangkap sebagai apa\n/maksud – katakan maksudmu\n/ulang – mulai dari awal\n"
        "/bahasa – Indonesia atau Inggris\n/tempo – seberapa cepat kalimat datang\n/isi – hal-hal yang disentuh cerita ini\n"
        "/privasi – apa yang disimpan tentangmu\n/tentang – bacaan apa ini"
    ),
    Phrase.HELP_TALK: (
        "Dia sedang mendengarkan. Sapa dia, tanyakan dirinya, pekerjaannya, atau suaminya; ceritakan sesuatu, ajak dia, "
        "bercanda, mengaku, berbohong, atau diam dengan “…”. Dia menjawab dengan caranya sendiri, dan tidak mengulang jawabannya."
    ),
    Phrase.HELP_ALONE: (
        "Sekarang kamu punya mulut, dan baru lelaki itu yang mendengarnya. Katakan apa saja: sapa, bercanda, marah, berbohong, "
        "beri dirimu nama, atau diam dengan “…”."
    ),
    Phrase.HELP_CHOICE: "Ada pilihan yang menunggu. Tekan tombolnya, atau ketik nomor atau kata-katanya.",
    Phrase.HELP_ENDED: "Bacaan ini sudah sampai di ujungnya. /ulang memulai yang baru.",
    Phrase.LANGUAGE_ASK: "Kita membaca dalam bahasa apa?",
    Phrase.LANGUAGE_SET: "Kita lanjutkan dalam bahasa Indonesia.",
    Phrase.LANGUAGE_UNKNOWN: "Aku bisa bahasa Indonesia (id) atau Inggris (en). Contohnya: /bahasa en",
    Phrase.PACE_ASK: "Seberapa cepat kalimat-kalimatnya datang? Sekarang: {pace}.",
    Phrase.PACE_SET: "Mulai sekarang temponya: {pace}.",
    Phrase.PACE_UNKNOWN: "Ada empat tempo: seketika, cepat, tenang, dan lambat. Contohnya: /tempo tenang",
    Phrase.PACE_INSTANT: "seketika",
    Phrase.PACE_BRISK: "cepat",
    Phrase.PACE_CALM: "tenang",
    Phrase.PACE_SLOW: "lambat",
    Phrase.RECAP: "Tadi kita sampai di sini:",
    Phrase.RECAP_NOTHING: "Kita baru saja mulai.",
    Phrase.RECAP_LAST: "Yang terakhir kamu dengar:",
    Phrase.RECAP_TALK: "Sekarang giliranmu bicara.",
    Phrase.RECAP_CHOICE: "Ada pilihan yang menunggu.",
    Phrase.RECAP_ENDED: "Bacaan ini sudah sampai di ujungnya.",
    Phrase.UNDONE: "Sudah ditarik kembali. Kamu tak pernah mengatakannya.",
    Phrase.UNDO_NOTHING: "Tidak ada lagi yang bisa ditarik kembali.",
    Phrase.WHY_TOOK: "“{words}”\nDia menangkapnya sebagai {act}.",
    Phrase.WHY_TOOK_ALONE: "“{words}”\nYang tertangkap: {act}.",
    Phrase.WHY_BOTH: "{act}, sekaligus {also}",
    Phrase.WHY_UNSURE: "“{words}”\nDia tidak yakin maksudmu apa, jadi dibiarkannya lewat.",
    Phrase.WHY_UNSURE_ALONE: "“{words}”\nMaksudnya kurang jelas, jadi dibiarkan lewat.",
    Phrase.WHY_CORRECTED: "“{words}”\nKamu sudah bilang maksudmu, dan begitulah ditangkapnya: {act}.",
    Phrase.WHY_SILENCE: "Kamu tidak berkata apa-apa, dan itulah yang terdengar.",
    Phrase.WHY_NOTHING: "Belum ada ucapanmu yang bisa dijelaskan. Katakan sesuatu dulu; setelah dijawab, /kenapa memberi tahu bagaimana ucapanmu ditangkap.",
    Phrase.WHY_ELSE: "Kalau maksudmu lain, katakan saja. Kata-katamu tetap, jawabannya yang diulang.",
    Phrase.WHY_RIGHT: "Sudah benar",
    Phrase.MEANT_ASK: "“{words}” Maksudmu apa?",
    Phrase.MEANT_SEVERAL: "Itu bisa berarti lebih dari satu hal. Apa maksudmu dengan “{words}”?",
    Phrase.MEANT_UNKNOWN: "Aku tidak kenal sebutan itu. Apa maksudmu dengan “{words}”? Mungkin salah satu dari ini:",
    Phrase.MEANT_MORE: "Salah satu dari ini? Bisa juga kamu sebut sendiri, misalnya: /maksud bercanda",
    Phrase.MEANT_ELSE: "Yang lain…",
    Phrase.MEANT_LEAVE: "Biarkan saja",
    Phrase.MEANT_LEFT: "Baik, biarlah begitu.",
    Phrase.MEANT_ALREADY: "Memang begitu ditangkapnya. Tidak ada yang perlu diubah.",
    Phrase.MEANT_DONE: "Kalau begitu, sekali lagi. Maksudmu: {act}.",
    Phrase.CONSENT_ASK: (
        "Terima kasih. Bolehkah penulisnya melihat kalimat ini, juga kalimat lain yang salah tangkap atau tidak tertangkap, supaya lain kali "
        "lebih mengerti? Yang disimpan hanya kata-katanya, bagaimana ditangkap, apa maksudnya, dan tanggalnya; bukan siapa kamu. "
        "Tanpa “ya” darimu, tidak ada yang disimpan."
    ),
    Phrase.CONSENT_YES: "Ya, boleh disimpan",
    Phrase.CONSENT_NO: "Tidak, jangan disimpan",
    Phrase.CONSENT_GIVEN: "Terima kasih. Mulai sekarang, kalimat yang salah tangkap atau tidak tertangkap disimpan untuk penulisnya, tanpa namamu. /privasi menghentikannya.",
    Phrase.CONSENT_REFUSED: "Tidak ada kalimatmu yang disimpan untuk penulisnya. Kamu tetap bisa meluruskan maksudmu. Kalau berubah pikiran: /privasi",
    Phrase.RESTART_ASK: "Mulai lagi dari lemari? Bacaan ini, beserta semua yang kamu ucapkan di dalamnya, akan hilang.",
    Phrase.RESTART_YES: "Mulai lagi",
    Phrase.RESTART_NO: "Tetap di sini",
    Phrase.RESTART_KEPT: "Baik, kita tetap di sini. Tak ada yang hilang.",
    Phrase.CONTENT: "Yang disentuh cerita ini: {notes}.\n\n/batal menarik kembali satu giliran. Kamu boleh pergi kapan saja; tempatmu dijaga.",
    Phrase.PRIVACY: (
        "Yang disimpan: tempatmu dalam cerita, pilihan-pilihanmu, dan sebagian kata-katamu yang mungkin dia kutip kembali kepadamu. "
        "Yang kamu ketik hanya dibaca program ini; tidak ada model bahasa atau layanan lain yang melihatnya. "
        "/ulang menghapus kata-kata dari bacaan ini.\n\nSaat kamu meluruskan maksudmu, kamu ditanya sekali apakah kalimat seperti itu boleh "
        "disimpan untuk penulisnya, tanpa namamu. Tanpa “ya” darimu, tidak ada yang disimpan untuknya."
    ),
    Phrase.PRIVACY_KEPT: (
        "Kamu sudah mengizinkan: kalimat yang salah tangkap atau tidak tertangkap disimpan untuk penulisnya. Karena tanpa nama, "
        "yang telanjur disimpan tidak bisa dikenali lagi sebagai milikmu. Masih boleh?"
    ),
    Phrase.PRIVACY_NOT_KEPT: "Kamu tidak mengizinkan: tidak ada kalimatmu yang disimpan untuk penulisnya. Tetap begitu?",
    Phrase.ABOUT: (
        "{title}\n{about}\n\nSetiap baris yang kamu baca sudah ditulis lebih dulu oleh manusia. "
        "Tidak ada yang dikarang mesin selagi kamu membaca."
    ),
    Phrase.STALE: "Halaman itu sudah lewat. Kita di sini:",
    Phrase.FOREIGN: "Ini bacaan orang lain. /mulai membuka bacaanmu sendiri.",
    Phrase.NO_VOICE: "Kamu belum punya mulut. Kamu hanya bisa dibentuk. Pilih salah satu:",
    Phrase.CHOOSE: "Pilih salah satu: lewat tombol, nomor, atau kata-katanya.",
    Phrase.ENDED: "Bacaan ini sudah sampai di ujungnya. /ulang memulai yang baru; dia tidak akan mengatakan hal yang sama.",
    Phrase.AGAIN: "Mulai lagi",
    Phrase.EMPTY: "Tak ada yang bisa kubaca di situ. Coba dengan kata-kata?",
    Phrase.TEXT_ONLY: "Topeng hanya punya mulut; yang itu tak bisa dipakainya. Coba dengan kata-kata?",
    Phrase.EDITED: "Yang terucap sudah terucap. /batal menarik kembali giliran terakhirmu, lalu kamu bisa mengatakannya lagi.",
    Phrase.UNKNOWN_COMMAND: "Aku tidak kenal perintah itu. /bantuan menunjukkan apa saja yang kupahami.",
    Phrase.ALREADY_HERE: "Kamu sedang di tengah bacaan. Kita di sini:",
    Phrase.SELF_HARM: (
        "Sebentar, ini dari luar cerita. Kalau kamu sedang berpikir untuk mengakhiri hidup atau menyakiti diri, jangan sendirian. "
        "Bicaralah sekarang dengan orang yang kamu percaya, atau dengan mereka yang memang ada untuk ini: di Indonesia, telepon 119 "
        "ekstensi 8, gratis; di negara lain, findahelpline.com memuat daftar layanannya. Kalau kamu dalam bahaya, hubungi nomor "
        "darurat setempat. Cerita ini akan menunggu selama apa pun."
    ),
    Phrase.SELF_HARM_GO_ON: "Lanjutkan cerita",
    Phrase.SELF_HARM_WAIT: "Cerita ini menunggu. Tekan tombolnya kalau kamu ingin melanjutkan, atau kembalilah di lain hari.",
    Phrase.BOOK_CHANGED: "Sejak terakhir kamu membaca, cerita ini diperbaiki dan halamanmu bergeser. Kita lanjutkan dari awal adegan ini.",
    Phrase.UNREADABLE: "Halamanmu sedang tidak bisa dibaca; mungkin milik versi lain dari cerita ini. Halaman itu tetap disimpan, dan pengelola bot ini sudah diberi tahu. Tunggu dulu, atau mulai lagi dengan /ulang.",
    Phrase.PARKED: "Ada yang rusak di pihak kami, dan giliran terakhirmu tidak tercatat. Pengelola bot ini sudah diberi tahu. Coba lagi, atau /batal.",
    Phrase.SPEAK_BUTTON: "Bicara",
    Phrase.SPEAK_TITLE: "Topeng berbicara",
    Phrase.SPEAK_LABEL: "Kamu mau bilang apa?",
    Phrase.SPEAK_HINT: "Apa saja, dengan kata-katamu sendiri.",
    Phrase.YOU: "Kamu",
    Phrase.DISCORD_STARTED: "Bacaanmu ada di sini: {place}",
    Phrase.DISCORD_DM_SENT: "Aku sudah menulis kepadamu lewat pesan pribadi: {place}",
    Phrase.DISCORD_DM_CLOSED: "Aku tidak bisa mengirimimu pesan pribadi. Izinkan pesan langsung dari server ini, atau tambahkan aku ke akunmu, lalu coba lagi.",
    Phrase.DISCORD_NO_THREAD: "Aku tidak boleh membuka utas di sini. Minta pengurus server mengizinkannya, atau kirimi aku pesan pribadi.",
    Phrase.DISCORD_UNHEARD: "Di utas, Discord hanya membiarkanku mendengar yang ditujukan kepadaku: tekan Bicara, balas pesanku, atau sebut namaku.",
    Phrase.PRIVATE_ONLY: "Aku membaca berdua saja. Kirimi aku pesan pribadi, lalu kita mulai.",
    Phrase.BOT_DESCRIPTION: (
        "Novel yang kamu baca dengan mengajaknya bicara. Kamulah topeng buatan seorang lelaki yang wajahnya terbakar; dia istri lelaki itu. "
        "Ketik apa saja: jawabannya selalu kalimat yang ditulis manusia, dan di akhir dia menyuratimu dengan kata-katamu sendiri. "
        "Tekan Mulai. Untuk dewasa. Indonesia dan Inggris."
    ),
    Phrase.BOT_SHORT_DESCRIPTION: "Novel yang dibaca sambil bercakap. Kamulah topengnya; dia menjawab.",
    Phrase.TERMINAL_WELCOME: "Enter: lanjut · ketik untuk memilih atau bicara · tombol apa pun melewati jeda · /bantuan · Ctrl-D: pergi, tempatmu dijaga",
    Phrase.TERMINAL_TALK_PROMPT: "katakan sesuatu, atau Enter untuk diam",
    Phrase.TERMINAL_CHOICE_PROMPT: "nomor, atau Enter: biar pembuatmu yang memutuskan",
    Phrase.TERMINAL_GOODBYE: "Tempatmu disimpan di {place}. Perintah yang sama membawamu kembali.",
    Phrase.TERMINAL_SAVE_BUSY: "Simpanan itu sedang dibuka di jendela lain: {place}",
}

PHRASES: Mapping[Language, Mapping[Phrase, str]] = {
    Language.ENGLISH: _ENGLISH,
    Language.INDONESIAN: _INDONESIAN,
}

COMMAND_NAMES: Mapping[Language, Mapping[Command, str]] = {
    Language.ENGLISH: {command: command.value for command in Command},
    Language.INDONESIAN: {
        Command.START: "mulai",
        Command.HELP: "bantuan",
        Command.LANGUAGE: "bahasa",
        Command.PACE: "tempo",
        Command.RECAP: "ringkasan",
        Command.UNDO: "batal",
        Command.WHY: "kenapa",
        Command.MEANT: "maksud",
        Command.RESTART: "ulang",
        Command.CONTENT: "isi",
        Command.PRIVACY: "privasi",
        Command.ABOUT: "tentang",
    },
}

COMMAND_DESCRIPTIONS: Mapping[Language, Mapping[Command, str]] = {
    Language.ENGLISH: {
        Command.START: "Begin, or come back to your page",
        Command.HELP: "What you can do here",
        Command.LANGUAGE: "English or Indonesian",
        Command.PACE: "How fast the lines come",
        Command.RECAP: "Where were we?",
        Command.UNDO: "Take back your last turn",
        Command.WHY: "How was what you said taken?",
        Command.MEANT: "Say what you meant; she answers anew",
        Command.RESTART: "Begin again from the first page",
        Command.CONTENT: "What the story touches",
        Command.PRIVACY: "What is kept about you",
        Command.ABOUT: "What this is",
    },
    Language.INDONESIAN: {
        Command.START: "Mulai, atau kembali ke halamanmu",
        Command.HELP: "Apa yang bisa kamu lakukan di sini",
        Command.LANGUAGE: "Indonesia atau Inggris",
        Command.PACE: "Seberapa cepat kalimat datang",
        Command.RECAP: "Tadi sampai mana?",
        Command.UNDO: "Tarik kembali giliran terakhirmu",
        Command.WHY: "Ucapanmu ditangkap sebagai apa?",
        Command.MEANT: "Katakan maksudmu; dia menjawab lagi",
        Command.RESTART: "Mulai lagi dari halaman pertama",
        Command.CONTENT: "Hal-hal yang disentuh cerita ini",
        Command.PRIVACY: "Apa yang disimpan tentangmu",
        Command.ABOUT: "Bacaan apa ini",
    },
}

PACE_PHRASES: Mapping[Pace, Phrase] = {
    Pace.INSTANT: Phrase.PACE_INSTANT,
    Pace.BRISK: Phrase.PACE_BRISK,
    Pace.CALM: Phrase.PACE_CALM,
    Pace.SLOW: Phrase.PACE_SLOW,
}


def phrase(language: Language, key: Phrase, **slots: str) -> str:
    """Return the phrase in that language with its slots filled in. Slot values are never parsed again."""
    return PHRASES[language][key].format(**slots)
