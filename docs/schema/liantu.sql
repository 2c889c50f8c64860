-- liantu help sql: tables that liantu reads, for PostgreSQL; SQLite takes all but COMMENT.

CREATE TABLE "sources" (
    "id" text NOT NULL,
    "title" text,
    "number" text,
    "date" text,
    "url" text,
    PRIMARY KEY ("id")
);
COMMENT ON TABLE "sources" IS 'liantu: 数据出处：文件、年鉴、网页 / where data come from';
COMMENT ON COLUMN "sources"."id" IS '编号 / id';
COMMENT ON COLUMN "sources"."title" IS '标题 / title';
COMMENT ON COLUMN "sources"."number" IS '文号 / document number';
COMMENT ON COLUMN "sources"."date" IS '日期 / date';
COMMENT ON COLUMN "sources"."url" IS '网址 / address';

CREATE TABLE "regions" (
    "id" text NOT NULL,
    "name" text,
    "parent" text,
    "kind" text,
    PRIMARY KEY ("id")
);
COMMENT ON TABLE "regions" IS 'liantu: 区域及其上级 / regions and their parents';
COMMENT ON COLUMN "regions"."id" IS '编号 / id';
COMMENT ON COLUMN "regions"."name" IS '名称 / name';
COMMENT ON COLUMN "regions"."parent" IS '上级区域 / parent region';
COMMENT ON COLUMN "regions"."kind" IS '类型 / kind: country, province, city, county, park';

CREATE TABLE "chains" (
    "id" text NOT NULL,
    "name" text,
    "name_en" text,
    "parent" text,
    "roles" text,
    "chief" text,
    "department" text,
    "complete" integer,
    "source" text,
    PRIMARY KEY ("id")
);
COMMENT ON TABLE "chains" IS 'liantu: 产业链、角色与责任部门 / chains, their roles and departments';
COMMENT ON COLUMN "chains"."id" IS '编号 / id';
COMMENT ON COLUMN "chains"."name" IS '名称 / name';
COMMENT ON COLUMN "chains"."name_en" IS '英文名 / English name';
COMMENT ON COLUMN "chains"."parent" IS '上级产业链 / parent chain';
COMMENT ON COLUMN "chains"."roles" IS '角色，分号分隔 / roles, separated by ;';
COMMENT ON COLUMN "chains"."chief" IS '链长 / chief of the chain';
COMMENT ON COLUMN "chains"."department" IS '责任部门 / department in charge';
COMMENT ON COLUMN "chains"."complete" IS '状态完整的年份 / year its state is fully known for';
COMMENT ON COLUMN "chains"."source" IS '来源编号 / id of the source';

CREATE TABLE "products" (
    "id" text NOT NULL,
    "name" text,
    "name_en" text,
    "aliases" text,
    "unit" text,
    "stage" text,
    "chains" text,
    "code" text,
    "price" double precision,
    "importance" double precision,
    "base_class" text,
    "source" text,
    PRIMARY KEY ("id")
);
COMMENT ON TABLE "products" IS 'liantu: 产品目录 / the products of the map';
COMMENT ON COLUMN "products"."id" IS '编号 / id';
COMMENT ON COLUMN "products"."name" IS '名称 / name';
COMMENT ON COLUMN "products"."name_en" IS '英文名 / English name';
COMMENT ON COLUMN "products"."aliases" IS '别名，分号分隔 / other names, separated by ;';
COMMENT ON COLUMN "products"."unit" IS '计量单位 / unit';
COMMENT ON COLUMN "products"."stage" IS '所处环节 / stage: raw, basic, intermediate, component, final, equipment, service, energy';
COMMENT ON COLUMN "products"."chains" IS '所属产业链，首个为主链 / chains, the home chain first';
COMMENT ON COLUMN "products"."code" IS 'GB/T 4754、HS 等代码 / GB/T 4754, HS … code';
COMMENT ON COLUMN "products"."price" IS '每产品单位的价格，元 / price per unit of the product, 元';
COMMENT ON COLUMN "products"."importance" IS '0–1，卡脖子权重 / 0 – 1, weight as a bottleneck technology';
COMMENT ON COLUMN "products"."base_class" IS '四基类别 / industrial base class: part, process, material, platform';
COMMENT ON COLUMN "products"."source" IS '来源编号 / id of the source';

CREATE TABLE "processes" (
    "id" text NOT NULL,
    "product" text NOT NULL,
    "name" text,
    "investment" double precision,
    "min_scale" double precision,
    "unit" text,
    "status" text,
    "source" text,
    PRIMARY KEY ("id")
);
COMMENT ON TABLE "processes" IS 'liantu: 工艺路线 / ways to make a product';
COMMENT ON COLUMN "processes"."id" IS '编号 / id';
COMMENT ON COLUMN "processes"."product" IS '主产品 / main output';
COMMENT ON COLUMN "processes"."name" IS '名称 / name';
COMMENT ON COLUMN "processes"."investment" IS '每单位产能投资，元 / investment per unit of capacity, 元';
COMMENT ON COLUMN "processes"."min_scale" IS '最小经济规模 / least economic scale';
COMMENT ON COLUMN "processes"."unit" IS '计量单位 / unit';
COMMENT ON COLUMN "processes"."status" IS '政策状态 / policy status: encouraged, allowed, restricted, obsolete';
COMMENT ON COLUMN "processes"."source" IS '来源编号 / id of the source';

CREATE TABLE "recipes" (
    "process" text NOT NULL,
    "product" text NOT NULL,
    "role" text NOT NULL,
    "coefficient" double precision,
    "coefficient_unit" text,
    "low" double precision,
    "high" double precision,
    "basis" text,
    "group" text,
    "source" text
);
COMMENT ON TABLE "recipes" IS 'liantu: 工艺的投入产出 / what processes take in and give out';
COMMENT ON COLUMN "recipes"."process" IS '工艺 / process';
COMMENT ON COLUMN "recipes"."product" IS '产品 / product';
COMMENT ON COLUMN "recipes"."role" IS '投入或产出 / input, output or optional: input, output, optional';
COMMENT ON COLUMN "recipes"."coefficient" IS '每单位主产品的用量 / amount per unit of main output';
COMMENT ON COLUMN "recipes"."coefficient_unit" IS '系数单位，如 MWh/t / unit of the coefficient, such as MWh/t';
COMMENT ON COLUMN "recipes"."low" IS '常见下限 / lower end of the usual range';
COMMENT ON COLUMN "recipes"."high" IS '常见上限 / upper end of the usual range';
COMMENT ON COLUMN "recipes"."basis" IS '依据 / basis: stated, implied, domain';
COMMENT ON COLUMN "recipes"."group" IS '同组互为替代 / inputs that share it are alternatives';
COMMENT ON COLUMN "recipes"."source" IS '来源编号 / id of the source';

CREATE TABLE "links" (
    "from" text NOT NULL,
    "to" text NOT NULL,
    "kind" text,
    "coefficient" double precision,
    "essential" text,
    "group" text,
    "chains" text,
    "source" text
);
COMMENT ON TABLE "links" IS 'liantu: 上下游关系（简写） / links: the short form of the map';
COMMENT ON COLUMN "links"."from" IS '上游产品 / upstream product';
COMMENT ON COLUMN "links"."to" IS '下游产品 / downstream product';
COMMENT ON COLUMN "links"."kind" IS '类型 / kind: input, byproduct, equipment, service, kind_of';
COMMENT ON COLUMN "links"."coefficient" IS '每单位下游的用量 / amount per unit of the downstream product';
COMMENT ON COLUMN "links"."essential" IS '是否必需 / essential or not: yes, no';
COMMENT ON COLUMN "links"."group" IS '同组互为替代 / links that share it are alternatives';
COMMENT ON COLUMN "links"."chains" IS '所属产业链 / chains';
COMMENT ON COLUMN "links"."source" IS '来源编号 / id of the source';

CREATE TABLE "firms" (
    "id" text NOT NULL,
    "name" text,
    "aliases" text,
    "region" text,
    "kind" text,
    "industry" text,
    "group" text,
    "revenue" double precision,
    "revenue_is" text,
    "employees" double precision,
    "rnd" double precision,
    "patents" double precision,
    "standards" double precision,
    "honours" text,
    "listed" text,
    "status" text,
    "source" text,
    PRIMARY KEY ("id")
);
COMMENT ON TABLE "firms" IS 'liantu: 企业 / firms';
COMMENT ON COLUMN "firms"."id" IS '编号 / id';
COMMENT ON COLUMN "firms"."name" IS '名称 / name';
COMMENT ON COLUMN "firms"."aliases" IS '别名，分号分隔 / other names, separated by ;';
COMMENT ON COLUMN "firms"."region" IS '所在区域 / region';
COMMENT ON COLUMN "firms"."kind" IS '类型 / kind: firm, institute, platform';
COMMENT ON COLUMN "firms"."industry" IS '行业 / industry';
COMMENT ON COLUMN "firms"."group" IS '所属集团 / parent company';
COMMENT ON COLUMN "firms"."revenue" IS '营业收入，元 / revenue, 元';
COMMENT ON COLUMN "firms"."revenue_is" IS '营收口径 / exact or at least: exact, at_least';
COMMENT ON COLUMN "firms"."employees" IS '员工数 / employees';
COMMENT ON COLUMN "firms"."rnd" IS '研发投入，元 / research and development spending, 元';
COMMENT ON COLUMN "firms"."patents" IS '专利数 / patents';
COMMENT ON COLUMN "firms"."standards" IS '标准数 / standards taken part in';
COMMENT ON COLUMN "firms"."honours" IS '荣誉，分号分隔 / honours, separated by ;';
COMMENT ON COLUMN "firms"."listed" IS '上市情况 / listing';
COMMENT ON COLUMN "firms"."status" IS '状态 / local, target or partner: local, target, partner';
COMMENT ON COLUMN "firms"."source" IS '来源编号 / id of the source';

CREATE TABLE "capacities" (
    "firm" text,
    "region" text,
    "product" text NOT NULL,
    "process" text,
    "capacity" double precision,
    "unit" text,
    "output" double precision,
    "year" integer,
    "status" text,
    "source" text
);
COMMENT ON TABLE "capacities" IS 'liantu: 谁在哪里能生产多少 / who can make how much where';
COMMENT ON COLUMN "capacities"."firm" IS '企业；空为区域总量 / firm; blank: the region''s total';
COMMENT ON COLUMN "capacities"."region" IS '区域 / region';
COMMENT ON COLUMN "capacities"."product" IS '产品 / product';
COMMENT ON COLUMN "capacities"."process" IS '工艺 / process';
COMMENT ON COLUMN "capacities"."capacity" IS '年产能 / capacity a year';
COMMENT ON COLUMN "capacities"."unit" IS '计量单位 / unit';
COMMENT ON COLUMN "capacities"."output" IS '年产量 / output a year';
COMMENT ON COLUMN "capacities"."year" IS '年份 / year';
COMMENT ON COLUMN "capacities"."status" IS '状态 / status: operating, building, planned, idle, retiring, none';
COMMENT ON COLUMN "capacities"."source" IS '来源编号 / id of the source';

CREATE TABLE "supplies" (
    "supplier" text NOT NULL,
    "customer" text NOT NULL,
    "product" text,
    "amount" double precision,
    "unit" text,
    "year" integer,
    "source" text
);
COMMENT ON TABLE "supplies" IS 'liantu: 企业之间的供应 / supplies between firms';
COMMENT ON COLUMN "supplies"."supplier" IS '供应商 / supplier';
COMMENT ON COLUMN "supplies"."customer" IS '客户 / customer';
COMMENT ON COLUMN "supplies"."product" IS '产品 / product';
COMMENT ON COLUMN "supplies"."amount" IS '数量或金额 / amount or value';
COMMENT ON COLUMN "supplies"."unit" IS '计量单位 / unit';
COMMENT ON COLUMN "supplies"."year" IS '年份 / year';
COMMENT ON COLUMN "supplies"."source" IS '来源编号 / id of the source';

CREATE TABLE "essentiality" (
    "supplier_industry" text NOT NULL,
    "customer_industry" text NOT NULL,
    "class" double precision NOT NULL
);
COMMENT ON TABLE "essentiality" IS 'liantu: 行业间投入的必需程度 / how essential one industry''s input is to another';
COMMENT ON COLUMN "essentiality"."supplier_industry" IS '供方行业 / supplier''s industry';
COMMENT ON COLUMN "essentiality"."customer_industry" IS '需方行业 / customer''s industry';
COMMENT ON COLUMN "essentiality"."class" IS '2 必需，1 非必需，0 短期无影响 / 2 essential, 1 non-essential, 0 no short-term effect';

CREATE TABLE "demands" (
    "region" text NOT NULL,
    "product" text NOT NULL,
    "amount" double precision NOT NULL,
    "unit" text,
    "year" integer,
    "kind" text,
    "source" text
);
COMMENT ON TABLE "demands" IS 'liantu: 区域的最终需求、外销与外购 / final demand, exports and imports of regions';
COMMENT ON COLUMN "demands"."region" IS '区域 / region';
COMMENT ON COLUMN "demands"."product" IS '产品 / product';
COMMENT ON COLUMN "demands"."amount" IS '数量 / amount';
COMMENT ON COLUMN "demands"."unit" IS '计量单位 / unit';
COMMENT ON COLUMN "demands"."year" IS '年份 / year';
COMMENT ON COLUMN "demands"."kind" IS '类型 / kind: final, export, import';
COMMENT ON COLUMN "demands"."source" IS '来源编号 / id of the source';

CREATE TABLE "targets" (
    "subject" text NOT NULL,
    "indicator" text NOT NULL,
    "unit" text,
    "base_year" integer,
    "base" double precision,
    "target_year" integer,
    "target" double precision,
    "actual_year" integer,
    "actual" double precision,
    "source" text
);
COMMENT ON TABLE "targets" IS 'liantu: 目标与实际 / targets and actuals';
COMMENT ON COLUMN "targets"."subject" IS '对象，类别:编号 / subject, kind:id';
COMMENT ON COLUMN "targets"."indicator" IS '指标 / indicator';
COMMENT ON COLUMN "targets"."unit" IS '计量单位 / unit';
COMMENT ON COLUMN "targets"."base_year" IS '基期年份 / base year';
COMMENT ON COLUMN "targets"."base" IS '基期值 / base value';
COMMENT ON COLUMN "targets"."target_year" IS '目标年份 / target year';
COMMENT ON COLUMN "targets"."target" IS '目标值 / target value';
COMMENT ON COLUMN "targets"."actual_year" IS '实际年份 / year of the actual';
COMMENT ON COLUMN "targets"."actual" IS '实际值 / actual value';
COMMENT ON COLUMN "targets"."source" IS '来源编号 / id of the source';

CREATE TABLE "projects" (
    "id" text NOT NULL,
    "name" text,
    "firm" text,
    "region" text,
    "product" text,
    "capacity" double precision,
    "unit" text,
    "investment" double precision,
    "status" text,
    "year" integer,
    "source" text
);
COMMENT ON TABLE "projects" IS 'liantu: 项目 / projects';
COMMENT ON COLUMN "projects"."id" IS '编号 / id';
COMMENT ON COLUMN "projects"."name" IS '名称 / name';
COMMENT ON COLUMN "projects"."firm" IS '企业 / firm';
COMMENT ON COLUMN "projects"."region" IS '区域 / region';
COMMENT ON COLUMN "projects"."product" IS '产品 / product';
COMMENT ON COLUMN "projects"."capacity" IS '年产能 / capacity a year';
COMMENT ON COLUMN "projects"."unit" IS '计量单位 / unit';
COMMENT ON COLUMN "projects"."investment" IS '投资，元 / investment, 元';
COMMENT ON COLUMN "projects"."status" IS '状态 / status: planned, signed, started, finished';
COMMENT ON COLUMN "projects"."year" IS '年份 / year';
COMMENT ON COLUMN "projects"."source" IS '来源编号 / id of the source';

CREATE TABLE "statements" (
    "subject" text NOT NULL,
    "kind" text NOT NULL,
    "value" text,
    "unit" text,
    "year" integer,
    "source" text,
    "section" text,
    "words" text
);
COMMENT ON TABLE "statements" IS 'liantu: 文件怎么说 / what documents say';
COMMENT ON COLUMN "statements"."subject" IS '对象，类别:编号 / subject, kind:id';
COMMENT ON COLUMN "statements"."kind" IS '类型 / kind: gap, closure, weak, absent, role, field_of, conflict';
COMMENT ON COLUMN "statements"."value" IS '补、延、强、建或角色等 / 补, 延, 强, 建, a role …';
COMMENT ON COLUMN "statements"."unit" IS '计量单位 / unit';
COMMENT ON COLUMN "statements"."year" IS '年份 / year';
COMMENT ON COLUMN "statements"."source" IS '来源编号 / id of the source';
COMMENT ON COLUMN "statements"."section" IS '章节 / section';
COMMENT ON COLUMN "statements"."words" IS '原文用词，不超过 20 字 / the words used, at most 20 characters';
