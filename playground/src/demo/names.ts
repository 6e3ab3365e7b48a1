/**
 * Names as the members of a real club have them: several languages and scripts, both directions, diacritics, apostrophes,
 * and some that no column is wide enough for. A name in another script has its Latin form behind a bar, for the handle.
 */
interface Culture {
  readonly given: readonly string[];
  readonly family: readonly string[];
  /** The family name comes first. */
  readonly familyFirst?: true;
}

const words = (text: string): string[] => text.split(' ');

const CULTURES: readonly Culture[] = [
  {
    given: words('Emma Oliver Charlotte Noah Amelia Liam Grace Henry Isla Jack'),
    family: words("Smith O'Connor Taylor Fitzgerald Okafor-Jones Walker MacLeod Hughes"),
  },
  {
    given: words('Jürgen Anneliese Björn Käthe Günther Sören Ute Matthäus Heike'),
    family: words('Müller Schröder Weiß Großmann Jäger Köhler Böhm'),
  },
  {
    given: words('Amélie François Zoé Jérôme Chloé Benoît Maëlle Gaël Inès Loïc'),
    family: words('Lefèvre Dubois Garçon Noël D’Aubigné Béranger Faucher'),
  },
  {
    given: words('Lucía José Begoña Íñigo Concepción Andrés Pilar Raúl Nuria'),
    family: words('García Muñoz Peña Ibáñez Núñez Etxeberria Cañizares'),
  },
  {
    given: words('Łukasz Agnieszka Paweł Małgorzata Krzysztof Żaneta Grażyna Jędrzej'),
    family: words('Kowalczyk Wójcik Źrebiec Śliwa Wróbel Gołąb Żak'),
  },
  {
    given: words('Ağça Çağla Şule İbrahim Gökhan Ümit Özlem Yiğit'),
    family: words('Yıldız Öztürk Çelik Şahin Güneş Aydoğan Işık'),
  },
  {
    given: words('Nguyễn Thị Đức Phương Hạnh Tuấn Mỹ'),
    family: words('Trần Lê Phạm Đặng Bùi Đỗ Hồ'),
    familyFirst: true,
  },
  {
    given: words('محمد|mohammed فاطمة|fatima أحمد|ahmad نور|nour خالد|khaled ليلى|layla يوسف|youssef'),
    family: words('الحسيني|alhusseini المصري|almasri التميمي|altamimi حداد|haddad الزهراني|alzahrani'),
  },
  {
    given: words('יעל|yael דוד|david נועה|noa אברהם|avraham תמר|tamar איתן|eitan'),
    family: words('כהן|cohen לוי|levi מזרחי|mizrahi פרץ|peretz בן־דוד|bendavid'),
  },
  {
    given: words('美咲|misaki 健太|kenta 陽菜|hina 大輔|daisuke さくら|sakura 蓮|ren'),
    family: words('佐藤|sato 鈴木|suzuki 髙橋|takahashi 渡邉|watanabe 伊藤|ito'),
    familyFirst: true,
  },
  {
    given: words('Олена|olena Дмитро|dmytro Ірина|iryna Сергій|serhii Оксана|oksana Їжак|yizhak'),
    family: words('Шевченко|shevchenko Коваленко|kovalenko Бойко|boyko Ткаченко|tkachenko Єфименко|yefymenko'),
  },
  {
    given: words('आरव|aarav प्रिया|priya अनन्या|ananya विवेक|vivek दीपिका|deepika रोहन|rohan'),
    family: words('शर्मा|sharma पटेल|patel गुप्ता|gupta अय्यर|iyer सिंह|singh'),
  },
];

const LONG: readonly string[] = [
  'Pablo Diego José Francisco de Paula Juan Nepomuceno María de los Remedios Cipriano de la Santísima Trinidad Ruiz y Picasso',
  'Hubert Blaine Wolfeschlegelsteinhausenbergerdorff Senior, Verkaufsleiter im Ruhestand und Ehrenvorsitzender',
  'Maria do Carmo Miguela Rafaela Gabriela Gonzaga de Bragança e Bourbon Vasconcelos-Albuquerque',
  'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch-Davies',
  'Venkatanarasimharajuvaripeta Subrahmanya Satyanarayana|venkata.subrahmanya',
  'عبد الرحمن بن محمد بن عبد العزيز بن عبد الله آل الشيخ الأنصاري|abdulrahman',
  'X',
  'Zoë (she/her) 🌿 van den Berg-de Wit|zoe.vandenberg',
];

export interface PersonName {
  readonly name: string;
  /** In small Latin letters. */
  readonly latin: string;
}

const LATIN_OF: Readonly<Record<string, string>> = { ł: 'l', đ: 'd', ß: 'ss', ı: 'i', ø: 'o', æ: 'ae' };

const toLatin = (name: string): string =>
  name
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[łđßıøæ]/g, (letter) => LATIN_OF[letter])
    .replace(/[^a-z0-9]+/g, '.')
    .replace(/^\.+|\.+$/g, '')
    .slice(0, 40);

function split(entry: string): PersonName {
  const [name, latin = toLatin(name)] = entry.split('|');
  return { name, latin };
}

/** The name of the member with this number; the same number has the same name for ever. */
export function nameOf(index: number): PersonName {
  // The long ones stand among the others, so that the first page of a list shows some.
  if (index % 7 === 3 && (index - 3) / 7 < LONG.length) return split(LONG[(index - 3) / 7]);
  const culture = CULTURES[index % CULTURES.length];
  const round = Math.floor(index / CULTURES.length);
  const given = split(culture.given[round % culture.given.length]);
  // Shifted by one each time the given names start over, so that no pair comes twice.
  const shift = Math.floor(round / culture.given.length);
  const family = split(culture.family[(round + shift) % culture.family.length]);
  const [first, last] = culture.familyFirst ? [family, given] : [given, family];
  return { name: `${first.name} ${last.name}`, latin: `${given.latin}.${family.latin}` };
}
